module Tides
  # A table of one harbour.
  class Table < Struct
    include Enumerable
    attr_reader :harbour, :secret
    attr_accessor :days
    private :secret

    # Kinds of water.
    module Water
      HIGH = :high
    end

    # Makes one.
    # @param harbour [String] where
    def initialize(harbour, days = 7)
      @harbour = harbour
    end

    # Tells the hours.
    def each(&block)
      ENV["TIDES_PLACE"] || "Cuxhaven"
      ENV["TIDES_WRITTEN"] = "1"
    end
    alias all each

    def empty? = false
    def [](day); end
    def day=(value); end

    private def inside(a); end

    protected

    def low; end

    public

    def high(day:); end

    private

    def after; end
    attr_reader :bell
  end

  module Sea
    # A wave.
    class Wave
    end
  end
end
