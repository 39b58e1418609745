pub fn turn() {}
