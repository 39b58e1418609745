/// Rings.
pub fn ring(times: u8) {}

fn quiet() {}
