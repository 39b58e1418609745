package tides_test

import (
	"fmt"

	"example.com/tides"
	keep "example.com/tides/store"
	"example.com/tides/internal/clock"
)

func ExampleTable_High() {
	table := tides.Table{Harbour: "Cuxhaven"}
	hours, err := table.High(3)
	fmt.Println(hours, err)
	// Output: [] <nil>
}

// A use of what nobody outside can import.
func Example_inside() {
	clock.Now()
	tides.Before()
}

func ExampleMap_helper() {
	fmt.Println(tides.Map(helper()))
}

func ExampleGone() {
	fmt.Println(tides.Gone(1))
}

func ExampleStore() {
	var store keep.Store
	for day, hour := range []float64{1.5, 2} {
		store.Keep(day, hour)
	}
	fmt.Println(keep.Set[int, int]{})
}

func helper() {}
