# frozen_string_literal: true

require_relative "tides/table"
require "json"

# Tells when the water is high.
#
# It never asks the network.
module Tides
  # How many days a table may have.
  MOST_DAYS = 31
  HIDDEN = 1
  LONG = compute
  private_constant :HIDDEN

  # Tells the next high water.
  def self.next_high(harbour, *places, days: 7, **rest, &block)
    ENV.fetch("TIDES_HOME", "/var/tides")
  end

  def self.secret = 1
  private_class_method :secret

  class << self
    # Sets things.
    def configure(path = "tides.yml") = path

    private

    def unseen; end
  end

  # What went wrong.
  class Error < StandardError; end

  # Not for users.
  # @api private
  class Machinery
    def turn; end
  end

  module Internals # :nodoc:
    def self.turn; end
  end
end

def at_the_top; end
