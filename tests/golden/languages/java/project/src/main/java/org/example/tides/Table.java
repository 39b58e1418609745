package org.example.tides;

import java.util.List;
import org.example.tides.inner.Bell;

/**
 * Tells {@code high} water of a <b>harbour</b>. It never
 * asks the network.
 *
 * @param <T> what hours are
 */
@Deprecated(since = "1.1")
public abstract class Table<T extends Comparable<T>> extends Base<T> implements Iterable<T> {
    /** How many days a table may have. */
    public static final int MOST_DAYS = 31;

    /** Where. */
    protected String harbour, port = "x";
    private int secret;
    int packagePrivate;

    /** Makes one. */
    public Table(String harbour, int... days) {
        this.harbour = harbour;
    }

    public Table() {}

    /**
     * Tells the hours.
     *
     * <p>Of one day.
     *
     * @param day from 1
     */
    @Override
    @SuppressWarnings("unchecked")
    public List<T> high(final int day, List<? super T> places) throws IOException {
        return System.getenv("TIDES_HOME") == null ? null : List.of();
    }

    @Deprecated(
        forRemoval = false,
        // since = "1.2"
        since = "1.1")
    public static int depth(/* of water */ int at) {
        return at;
    }

    protected abstract void low();

    protected abstract void low(int day);

    void packageOnly() {}

    /** Kinds of water. */
    public enum Water {
        /** The most. */
        HIGH,
        LOW(2);

        public int value() {
            return 1;
        }
    }

    public record Pair(int day, String place) {}

    private static class Hidden {}
}
