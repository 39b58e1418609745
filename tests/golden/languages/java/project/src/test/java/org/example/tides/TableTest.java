package org.example.tides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.example.tides.inner.Bell;
import org.junit.jupiter.api.Test;

public class TableTest {
    private final Bell shared = new Bell();

    @Test
    void tellsTheDepth() {
        int depth = Table.depth(3);
        List<Table.Water> waters = List.of(Table.Water.HIGH, Table.Water.LOW);
        assertEquals(3, depth, () -> "of " + waters.size());
    }

    @Test
    void makesABell() throws Exception {
        Bell bell = new Bell();
        assertEquals(bell, shared);
    }

    @Test
    void rings() {
        // Any bell.
        var bell = new Bell();
        assertEquals(31, Table.MOST_DAYS, bell.toString());
    }

    @Test
    void refuses() {
        assertThrows(IllegalStateException.class, () -> Table.depth(-1));
    }

    @Test
    void knowsAHelper() {
        assertEquals(1, Helper.times(new Bell()));
    }
}
