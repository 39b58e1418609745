package org.example.tides;

/** Says that a harbour is closed. */
public class HarbourException extends RuntimeException {
    HarbourException(String harbour) {
        super("closed: " + harbour);
    }
}
