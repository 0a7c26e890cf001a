package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.function.Consumer;

class MemoryDigestTest {
    private static final long PAGE = GuestMemory.PAGE_SIZE;
    private static final long BASE = 0x10_0000;

    /// The digest of a memory in which three pages are mapped and something was done.
    private static String digest(Consumer<GuestMemory> actions) {
        try (GuestMemory memory = GuestMemory.reserve()) {
            memory.map(BASE, 3 * PAGE, Permission.READ_WRITE);
            memory.storeInt(BASE + 8, 42);
            actions.accept(memory);
            return HexFormat.of().formatHex(memory.digest());
        }
    }

    private static final String PLAIN = digest(memory -> {});

    @Test
    void isTheSameForTheSameMemory() {
        assertEquals(PLAIN, digest(memory -> {}));
    }

    @Test
    void ignoresWhetherZerosWereTouched() {
        assertEquals(PLAIN, digest(memory -> memory.storeByte(BASE + PAGE, 0)));
        assertEquals(PLAIN, digest(memory -> memory.loadByte(BASE + PAGE)));
        assertEquals(
                PLAIN,
                digest(
                        memory -> {
                            memory.storeByte(BASE + PAGE, 1);
                            memory.storeByte(BASE + PAGE, 0);
                        }));
    }

    @Test
    void ignoresHowRegionsCameAboutAndTheirNames() {
        assertEquals(
                PLAIN,
                digest(
                        memory -> {
                            memory.unmap(BASE + 2 * PAGE, PAGE);
                            memory.map(BASE + 2 * PAGE, PAGE, Permission.READ_WRITE, "[heap]");
                        }));
    }

    @Test
    void dependsOnEveryByte() {
        assertNotEquals(PLAIN, digest(memory -> memory.storeByte(BASE + 9, 1)));
        assertNotEquals(PLAIN, digest(memory -> memory.storeByte(BASE + 3 * PAGE - 1, 1)));
    }

    @Test
    void dependsOnAddresses() {
        assertNotEquals(PLAIN, digest(memory -> memory.move(BASE, 3 * PAGE, BASE + 16 * PAGE)));
    }

    @Test
    void dependsOnPermissionsAndOnWhatIsMapped() {
        assertNotEquals(
                PLAIN, digest(memory -> memory.protect(BASE + PAGE, PAGE, Permission.READ)));
        assertNotEquals(
                PLAIN, digest(memory -> memory.protect(BASE + PAGE, PAGE, Permission.NONE)));
        assertNotEquals(PLAIN, digest(memory -> memory.unmap(BASE + 2 * PAGE, PAGE)));
    }

    @Test
    void includesContentsOfInaccessiblePages() {
        String hidden = digest(memory -> memory.protect(BASE, PAGE, Permission.NONE));
        assertEquals(hidden, digest(memory -> memory.protect(BASE, PAGE, Permission.NONE)));
        assertNotEquals(
                hidden,
                digest(
                        memory -> {
                            memory.storeInt(BASE + 8, 43);
                            memory.protect(BASE, PAGE, Permission.NONE);
                        }));
    }
}
