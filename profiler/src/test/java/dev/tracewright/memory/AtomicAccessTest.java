package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.LongConsumer;

class AtomicAccessTest {
    private static final long BASE = 0x1_0000;

    private final GuestMemory memory = GuestMemory.reserve();

    @BeforeEach
    void map() {
        memory.map(BASE, GuestMemory.PAGE_SIZE, Permission.READ_WRITE);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private List<LongConsumer> updates(int size) {
        return size == 4
                ? List.of(
                        address -> memory.compareAndSetInt(address, 0, 1),
                        address -> memory.getAndUpdateInt(address, old -> old + 1),
                        address -> memory.getAndUpdateInt(address, _ -> 1),
                        memory::loadForUpdateInt)
                : List.of(
                        address -> memory.compareAndSetLong(address, 0, 1),
                        address -> memory.getAndUpdateLong(address, old -> old + 1),
                        address -> memory.getAndUpdateLong(address, _ -> 1),
                        memory::loadForUpdateLong);
    }

    @Test
    void comparesAndSets() {
        memory.storeLong(BASE, 5);
        assertFalse(memory.compareAndSetLong(BASE, 4, 9));
        assertTrue(memory.compareAndSetLong(BASE, 5, -6));
        assertEquals(-6, memory.loadReservedLong(BASE));
        assertFalse(memory.compareAndSetInt(BASE + 4, 0, 1));
        assertTrue(memory.compareAndSetInt(BASE + 4, -1, 1));
        assertEquals(1, memory.loadReservedInt(BASE + 4));
        assertEquals(0x1_ffff_fffaL, memory.loadLong(BASE), "only the four bytes changed");
    }

    @Test
    void addsAndSwaps() {
        memory.storeLong(BASE, 0xffff_ffffL);
        assertEquals(-1, memory.getAndUpdateInt(BASE, old -> old + 2));
        assertEquals(1, memory.getAndUpdateLong(BASE, old -> old + (1L << 40)));
        assertEquals(1, memory.getAndUpdateInt(BASE, _ -> 7));
        assertEquals((1L << 40) + 7, memory.getAndUpdateLong(BASE, _ -> 8));
        assertEquals(8, memory.loadForUpdateLong(BASE));
        assertEquals(8, memory.loadForUpdateInt(BASE));
    }

    @Test
    void misalignedAtomicsFault() {
        for (int size : new int[] {4, 8}) {
            for (LongConsumer update : updates(size)) {
                for (int offset = 1; offset < size; offset++) {
                    long address = BASE + offset;
                    MemoryFault fault =
                            assertThrows(MemoryFault.class, () -> update.accept(address));
                    assertEquals(MemoryFault.Reason.MISALIGNED, fault.reason);
                    assertEquals(address, fault.address);
                    assertEquals(Permission.WRITE, fault.access);
                }
            }
        }
        assertThrows(MemoryFault.class, () -> memory.loadReservedInt(BASE + 2));
        assertThrows(MemoryFault.class, () -> memory.loadReservedLong(BASE + 4));
    }

    @Test
    void updatesNeedBothPermissionsAndFaultAsStores() {
        for (int permissions : new int[] {0, Permission.READ, Permission.WRITE}) {
            memory.protect(BASE, GuestMemory.PAGE_SIZE, permissions);
            for (int size : new int[] {4, 8}) {
                for (LongConsumer update : updates(size)) {
                    MemoryFault fault = assertThrows(MemoryFault.class, () -> update.accept(BASE));
                    assertEquals(Permission.WRITE, fault.access);
                }
            }
        }
    }

    @Test
    void reservedLoadsNeedOnlyReading() {
        memory.protect(BASE, GuestMemory.PAGE_SIZE, Permission.READ);
        assertEquals(0, memory.loadReservedInt(BASE));
        memory.protect(BASE, GuestMemory.PAGE_SIZE, Permission.NONE);
        MemoryFault fault = assertThrows(MemoryFault.class, () -> memory.loadReservedLong(BASE));
        assertEquals(Permission.READ, fault.access);
    }

    @Test
    void concurrentAddsAreNotLost() throws InterruptedException {
        int rounds = 20_000;
        Runnable adder =
                () -> {
                    for (int i = 0; i < rounds; i++) {
                        memory.getAndUpdateLong(BASE, old -> old + 1);
                        int old;
                        do {
                            old = memory.loadReservedInt(BASE + 8);
                        } while (!memory.compareAndSetInt(BASE + 8, old, old + 1));
                    }
                };
        Thread other = new Thread(adder);
        other.start();
        adder.run();
        other.join();
        assertEquals(2 * rounds, memory.loadLong(BASE));
        assertEquals(2 * rounds, memory.loadInt(BASE + 8));
    }
}
