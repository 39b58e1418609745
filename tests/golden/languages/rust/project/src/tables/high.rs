/// An hour of the day.
pub struct Hour(pub f64);

impl Hour {
    /// Adds hours.
    pub fn plus(&self, hours: f64) -> Hour {
        Hour(self.0 + hours)
    }
}

pub fn tell(hour: &Hour) {}
