// Command tides prints tide tables.
package main

import (
	"flag"
	"os"

	"example.com/tides"
)

var (
	harbour = flag.String("harbour", tides.DefaultHarbour, "where the water is. Any port.")
	days    = flag.Int("days", 7, "how many days")
)

func main() {
	flag.BoolVar(&verbose, "v", false, "say more")
	if home, ok := os.LookupEnv("TIDES_HOME"); ok {
		println(home)
	}
	flag.Parse()
}
