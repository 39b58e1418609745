require "optparse"
require "thor"

OptionParser.new do |opts|
  opts.on("-p", "--port PORT", Integer, "where to listen. Or not.")
  opts.on("--[no-]color", "whether to paint")
end

class Program < Thor
  class_option :verbose, type: :boolean
  desc "serve PLACE", "Serves tables"
  option :dry_run, aliases: ["-n"], default: "no", desc: "print only"
  def serve(place); end
end
