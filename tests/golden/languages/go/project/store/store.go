package store

import (
	"sync"

	"example.com/tides"
)

// Store keeps what was told.
type Store struct {
	// Table is what is kept first.
	*tides.Table
	sync.Mutex
	unseen
	Hours map[string]float64 // not a field's type
}

// Keep keeps an hour.
func (s *Store) Keep(_ int, hour float64) {}

type unseen struct{ At int }

// Set holds what can be compared.
type Set[K comparable, V any] struct{}

// Add adds a value.
func (s *Set[K, V]) Add(key K, value V) {}
