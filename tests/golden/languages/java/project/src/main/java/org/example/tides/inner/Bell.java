package org.example.tides.inner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rings. */
@Command(name = "bell", description = "Rings bells. Loudly.")
public final class Bell {
    @Option(names = {"-t", "--times"}, description = "how often", defaultValue = "3")
    private int times;

    @Option(names = "--secret", hidden = true)
    private boolean secret;
}
