use clap::{Parser, Subcommand};

/// Prints tide tables.
#[derive(Parser)]
#[command(name = "tides")]
struct Arguments {
    /// Where the water is. Any port.
    #[arg(short = 'H', long, env = "TIDES_HARBOUR", default_value = "Cuxhaven")]
    harbour: String,
    #[arg(long = "dry-run", help = "Print only.")]
    dry: bool,
    #[arg(long, hide = true)]
    secret: bool,
    place: String,
    #[command(subcommand)]
    command: Commands,
}

#[derive(Subcommand)]
enum Commands {
    /// Serves tables. Forever.
    ServeAll {
        #[arg(short, long)]
        port: u16,
    },
    #[command(name = "ls")]
    List,
}

fn main() {}
