package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class CodeCountersTest {
    @ParameterizedTest
    @CsvSource({"1, 10", "2, 1000", "3, 1000", "30, 5000", "5000, 20000"})
    void targetsAreCountedExactly(int targets, int executions) {
        var random = new Random(targets);
        CodeCounters counters = ProfileRecorder.counting(0, 0).counters(0x1000, 4);
        Comparator<Long> unsigned = Long::compareUnsigned;
        Map<Long, Long> expected = new TreeMap<>(unsigned);
        long target = 0;
        for (int i = 0; i < executions; i++) {
            // Runs of one target, and targets anywhere, address zero included.
            if (random.nextInt(3) > 0) {
                int choice = random.nextInt(targets);
                target = choice == 0 ? 0 : choice * 0x9e37_79b9_7f4a_7c16L;
            }
            counters.indirect(3, target);
            expected.merge(target, 1L, Long::sum);
        }

        var found = new TreeMap<Long, Long>(unsigned);
        var order = new ArrayList<Long>();
        counters.forEachTarget(
                3,
                (to, count) -> {
                    found.put(to, count);
                    order.add(to);
                });

        assertEquals(expected, found);
        assertEquals(new ArrayList<>(expected.keySet()), order);
        assertFalse(counters.hasTargets(2));
    }

    @Test
    void countersOfARegionAreMadeOnce() {
        ProfileRecorder recorder = ProfileRecorder.counting(0, 0);
        CodeCounters first = recorder.counters(0x1000, 8);

        assertSame(first, recorder.counters(0x1000, 8));
        assertNotSame(first, recorder.counters(0x1000, 9));
        assertNotSame(first, recorder.counters(0x1010, 8));
    }

    @Test
    void nothingIsRecordedAfterTheEnd() {
        ProfileRecorder recorder = ProfileRecorder.counting(0, 5);
        recorder.finish(0x10, 12);

        assertEquals(7, recorder.instructions());
        assertThrows(IllegalStateException.class, () -> recorder.finish(0x10, 12));
        assertThrows(IllegalStateException.class, () -> recorder.redirect(0, 2, 12));
    }
}
