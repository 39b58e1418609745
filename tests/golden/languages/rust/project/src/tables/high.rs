/// An hour of the day.
pub struct Hour(pub f64);

impl Hour {
    /// Adds hours.
    pub fn plus(&self, hours: f64) -> Hour {
        Hour(self.0 + hours)
    }
}

pub fn tell(hour: &Hour) {}

macro_rules! conversions {
    ($($(#[$said:meta])* $name:ident -> $of:ty,)*) => {
        impl Hour {
            $(
                $(#[$said])*
                pub fn $name(&self) -> $of {
                    self.0 as $of
                }
            )*
        }
    };
}

conversions! {
    /// Whole hours, rounded down.
    whole -> u64,
    #[doc = "Hours in single precision."]
    short -> f32,
}

mod printed {
    use super::Hour;

    struct Quiet;

    impl Hour {
        /// How people say it.
        pub fn told(&self) -> String {
            format!("{} o'clock", self.0)
        }
    }

    impl Quiet {
        pub fn hush(&self) {}
    }
}
