module Tides; def self.tested; end; end
