package org.example.tides;

/** Gives tides. */
public sealed interface Source permits Table {
    String NAME = "tides";

    /** Tells. */
    void tell(String harbour);

    default int two() {
        return 2;
    }

    private void secret() {}
}

interface NotPublic {}

/** Marks. */
public @interface Marker {
    String value() default "x";
}
