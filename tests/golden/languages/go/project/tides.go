// Package tides tells when the water is high.
//
// It never asks the network.
package tides

import (
	"errors"
	"os"

	"example.com/tides/store"
)

const (
	// MaxDays is how many days a table may have.
	MaxDays = 31
	minDays = 1
)

const Dawn, Dusk = 6, 18

// DefaultHarbour is where tides are told for when nobody says another place.
var DefaultHarbour = os.Getenv("TIDES_HARBOUR")

// Hour is an hour of the day, with tenths.
type Hour float64

// ErrClosed says that the harbour is closed.
var ErrClosed = errors.New("tides: the harbour is closed")

var errInner = errors.New("tides: inner")

// DayError says which day there is none of.
type DayError struct{ Day int }

func (e *DayError) Error() string { return "tides: no such day" }

type (
	// Alias names the same thing.
	Alias = Hour

	hidden struct{ Field int }
)

// Table holds the tides of one harbour.
// Its days count from one.
type Table struct {
	// Harbour is where.
	Harbour string `json:"harbour" env:"TIDES_TABLE_HARBOUR"`
	From, To int
	store.Store
	secret string
}

// Source gives tides.
type Source interface {
	// High returns the hours of high water.
	High(day int) ([]Hour, error)
	low(day int) Hour
}

// Number is any number.
type Number interface {
	~int | ~float64
}

// High returns the hours of high water
// on a day. It never fails.
func (t *Table) High(day int, places ...string) (hours []Hour, err error) {
	return nil, nil
}

func (h hidden) High() {}

func (t Table) low() {}

// Map applies f to each hour.
func Map[T any, U Number](
	hours []T,
	f func(T) U,
) []U {
	return nil
}

func unexported() {}
