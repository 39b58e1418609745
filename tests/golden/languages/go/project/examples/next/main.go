// Command next is an example.
package main

import (
	"fmt"
	"os"

	"example.com/tides"
)

func main() {
	fmt.Fprintln(os.Stdout, tides.After(3), tides.MaxDays)
}
