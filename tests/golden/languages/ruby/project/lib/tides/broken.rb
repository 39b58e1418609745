module Tides
  def self.before(day); end

  def self.slip
    { a: => 1 }
  end

  def self.after; end
end
