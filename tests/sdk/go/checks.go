package main

import (
	"fmt"
	"runtime/debug"
)

// checks runs the checks of the suite one after another and reports each on a line of its own.
type checks struct {
	passed, failed int
}

// check runs one check; an error or a panic makes it fail, and the suite goes on.
func (c *checks) check(name string, body func() error) {
	if err := guarded(body); err != nil {
		c.failed++
		fmt.Printf("not ok - %s: %v\n", name, err)
		return
	}
	c.passed++
	fmt.Printf("ok - %s\n", name)
}

// finish prints the closing line and gives the exit code.
func (c *checks) finish() int {
	fmt.Printf("%d passed, %d failed\n", c.passed, c.failed)
	if c.failed > 0 || c.passed == 0 {
		return 1
	}
	return 0
}

func guarded(body func() error) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v\n%s", panicked, debug.Stack())
		}
	}()
	return body()
}

// equal says what differed, or nil.
func equal[T comparable](what string, got, expected T) error {
	if got != expected {
		return fmt.Errorf("%s: got %v, expected %v", what, got, expected)
	}
	return nil
}

// first gives the first error of a list of comparisons.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
