package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

class GuestMemoryTest {
    private static final long PAGE = GuestMemory.PAGE_SIZE;
    private static final long BASE = 0x40_0000;

    private final GuestMemory memory = GuestMemory.reserve();

    @AfterEach
    void close() {
        memory.close();
    }

    /// One way to access memory; the value is what a store writes.
    enum Access {
        LOAD_BYTE(1, Permission.READ),
        LOAD_SHORT(2, Permission.READ),
        LOAD_INT(4, Permission.READ),
        LOAD_LONG(8, Permission.READ),
        STORE_BYTE(1, Permission.WRITE),
        STORE_SHORT(2, Permission.WRITE),
        STORE_INT(4, Permission.WRITE),
        STORE_LONG(8, Permission.WRITE),
        FETCH(2, Permission.EXECUTE);

        final int size;
        final int permission;

        Access(int size, int permission) {
            this.size = size;
            this.permission = permission;
        }

        long perform(GuestMemory memory, long address) {
            switch (this) {
                case STORE_BYTE -> memory.storeByte(address, -1);
                case STORE_SHORT -> memory.storeShort(address, -1);
                case STORE_INT -> memory.storeInt(address, -1);
                case STORE_LONG -> memory.storeLong(address, -1);
                default -> {}
            }
            return switch (this) {
                case LOAD_BYTE -> memory.loadByte(address);
                case LOAD_SHORT -> memory.loadShort(address);
                case LOAD_INT -> memory.loadInt(address);
                case LOAD_LONG -> memory.loadLong(address);
                case FETCH -> memory.fetchParcel(address);
                default -> 0;
            };
        }
    }

    private MemoryFault fault(Access access, long address) {
        return assertThrows(MemoryFault.class, () -> access.perform(memory, address));
    }

    @Test
    void valuesAreLittleEndianAndSignExtended() {
        memory.map(BASE, PAGE, Permission.READ_WRITE | Permission.EXECUTE);
        memory.storeLong(BASE + 3, 0x8182_8384_8586_8788L);
        assertEquals((byte) 0x88, memory.loadByte(BASE + 3));
        assertEquals((short) 0x8788, memory.loadShort(BASE + 3));
        assertEquals(0x8586_8788, memory.loadInt(BASE + 3));
        assertEquals(0x8182_8384_8586_8788L, memory.loadLong(BASE + 3));
        assertEquals(0x8788, memory.fetchParcel(BASE + 3));
    }

    @Test
    void storesWriteOnlyTheirBytes() {
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        memory.storeLong(BASE, -1);
        memory.storeByte(BASE + 1, 0x1234);
        memory.storeShort(BASE + 3, 0x5_6789);
        assertEquals(0xffff_ff67_89ff_34ffL, memory.loadLong(BASE));
    }

    @ParameterizedTest
    @EnumSource
    void unmappedPagesFault(Access access) {
        MemoryFault fault = fault(access, BASE);
        assertEquals(BASE, fault.address);
        assertEquals(access.permission, fault.access);
        assertEquals(MemoryFault.Reason.UNMAPPED, fault.reason);
        assertEquals(0, fault.getStackTrace().length);
    }

    @ParameterizedTest
    @EnumSource
    void everyPermissionIsNeededForItsAccessAlone(Access access) {
        for (int permissions = 0; permissions < 8; permissions++) {
            memory.map(BASE, PAGE, permissions);
            if ((permissions & access.permission) != 0) {
                access.perform(memory, BASE);
            } else {
                assertEquals(MemoryFault.Reason.FORBIDDEN, fault(access, BASE).reason);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void accessesAcrossPagesNeedBothPages(Access access) {
        memory.map(BASE, 2 * PAGE, 7);
        for (int before = 1; before < access.size; before++) {
            access.perform(memory, BASE + PAGE - before);
        }
        memory.protect(BASE + PAGE, PAGE, 7 & ~access.permission);
        for (int before = 1; before < access.size; before++) {
            MemoryFault fault = fault(access, BASE + PAGE - before);
            assertEquals(BASE + PAGE, fault.address, "the page that refuses is named");
        }
        access.perform(memory, BASE + PAGE - access.size);
        memory.protect(BASE, 2 * PAGE, 7);
        memory.protect(BASE, PAGE, 7 & ~access.permission);
        for (int before = 1; before < access.size; before++) {
            long address = BASE + PAGE - before;
            assertEquals(address, fault(access, address).address);
        }
    }

    @Test
    void aRefusedStoreAcrossPagesWritesNothing() {
        memory.map(BASE, 2 * PAGE, Permission.READ_WRITE);
        memory.protect(BASE + PAGE, PAGE, Permission.READ);
        assertThrows(MemoryFault.class, () -> memory.storeLong(BASE + PAGE - 4, -1));
        assertEquals(0, memory.loadLong(BASE + PAGE - 8));
    }

    @ParameterizedTest
    @EnumSource
    void wildAddressesFault(Access access) {
        long last = GuestMemory.LIMIT - PAGE;
        memory.map(0, PAGE, 7);
        memory.map(last, PAGE, 7);
        access.perform(memory, GuestMemory.LIMIT - access.size);
        for (int bit = GuestMemory.ADDRESS_BITS; bit < 64; bit++) {
            assertEquals(1L << bit, fault(access, 1L << bit).address);
            assertEquals(-1L << bit, fault(access, -1L << bit).address);
        }
        assertEquals(-1, fault(access, -1).address, "an access that wraps around to 0");
        assertEquals(Long.MAX_VALUE, fault(access, Long.MAX_VALUE).address);
        for (int beyond = 1; beyond < access.size; beyond++) {
            MemoryFault fault = fault(access, GuestMemory.LIMIT - access.size + beyond);
            assertEquals(GuestMemory.LIMIT, fault.address);
        }
    }

    @Test
    void randomMappingsAgreeWithAModelOfSinglePages() {
        int pages = 64;
        int[] model = new int[pages];
        byte[] contents = new byte[pages];
        java.util.Arrays.fill(model, -1);
        SplittableRandom random = new SplittableRandom(42);
        for (int step = 0; step < 3000; step++) {
            int from = random.nextInt(pages);
            int to = from + 1 + random.nextInt(pages - from);
            int permissions = random.nextInt(8);
            switch (random.nextInt(4)) {
                case 0 -> {
                    memory.map(BASE + from * PAGE, (to - from) * PAGE, permissions);
                    java.util.Arrays.fill(model, from, to, permissions);
                    java.util.Arrays.fill(contents, from, to, (byte) 0);
                }
                case 1 -> {
                    memory.unmap(BASE + from * PAGE, (to - from) * PAGE);
                    java.util.Arrays.fill(model, from, to, -1);
                }
                case 2 -> {
                    boolean mapped = true;
                    for (int page = from; page < to; page++) {
                        mapped &= model[page] >= 0;
                    }
                    assertEquals(mapped, memory.isMapped(BASE + from * PAGE, (to - from) * PAGE));
                    if (mapped) {
                        memory.protect(BASE + from * PAGE, (to - from) * PAGE, permissions);
                        java.util.Arrays.fill(model, from, to, permissions);
                    }
                }
                default -> {
                    if (model[from] > 0 && (model[from] & Permission.WRITE) != 0) {
                        contents[from] = (byte) step;
                        memory.storeByte(BASE + from * PAGE + 77, step);
                    }
                }
            }
            checkModel(model, contents, random.nextInt(pages));
        }
    }

    private void checkModel(int[] model, byte[] contents, int page) {
        long address = BASE + page * PAGE;
        assertEquals(
                Math.max(model[page], -1),
                memory.region(address).map(Region::permissions).orElse(-1));
        if (model[page] > 0 && (model[page] & Permission.READ) != 0) {
            assertEquals(contents[page], memory.loadByte(address + 77));
        } else {
            assertThrows(MemoryFault.class, () -> memory.loadByte(address + 77));
        }
    }

    @Test
    void regionsMergeAndSplit() {
        memory.map(BASE, PAGE, Permission.READ);
        memory.map(BASE + PAGE, PAGE, Permission.READ);
        assertEquals(List.of(new Region(BASE, BASE + 2 * PAGE, 1, "")), memory.regions());
        memory.map(BASE + 2 * PAGE, PAGE, Permission.READ, "file");
        assertEquals(2, memory.regions().size(), "names keep regions apart");
        memory.unmap(BASE + PAGE, PAGE);
        memory.map(BASE + PAGE, PAGE, Permission.READ);
        memory.protect(BASE, PAGE, Permission.READ_WRITE);
        assertEquals(
                List.of(
                        new Region(BASE, BASE + PAGE, 3, ""),
                        new Region(BASE + PAGE, BASE + 2 * PAGE, 1, ""),
                        new Region(BASE + 2 * PAGE, BASE + 3 * PAGE, 1, "file")),
                memory.regions());
        assertEquals("400000-401000 rw-", memory.regions().getFirst().toString());
    }

    @Test
    void remappedPagesAreZero() {
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        memory.storeInt(BASE, 1);
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        assertEquals(0, memory.loadInt(BASE));
        memory.storeInt(BASE, 1);
        memory.unmap(BASE, PAGE);
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        assertEquals(0, memory.loadInt(BASE));
    }

    @Test
    void protectionKeepsContents() {
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        memory.storeInt(BASE, 7);
        memory.protect(BASE, PAGE, Permission.NONE);
        assertThrows(MemoryFault.class, () -> memory.loadInt(BASE));
        memory.protect(BASE, PAGE, Permission.READ);
        assertEquals(7, memory.loadInt(BASE));
    }

    @Test
    void protectingUnmappedPagesIsRefused() {
        memory.map(BASE, PAGE, Permission.READ);
        assertThrows(IllegalArgumentException.class, () -> memory.protect(BASE, 2 * PAGE, 1));
        assertEquals(List.of(new Region(BASE, BASE + PAGE, 1, "")), memory.regions());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4095, -4096, 1L << 42, Long.MIN_VALUE, Long.MAX_VALUE & -4096})
    void rangesThatAreNotPagesOfTheAddressSpaceAreRefused(long address) {
        assertThrows(IllegalArgumentException.class, () -> memory.map(address, PAGE, 1));
        assertThrows(IllegalArgumentException.class, () -> memory.unmap(address, PAGE));
        assertThrows(IllegalArgumentException.class, () -> memory.map(BASE, address | 1, 1));
    }

    @Test
    void aSparseTerabyteIsCheap() {
        long terabyte = 1L << 40;
        memory.map(terabyte, terabyte, Permission.NONE);
        assertThrows(MemoryFault.class, () -> memory.loadByte(terabyte + 5));
        memory.protect(terabyte + (512L << 30), PAGE, Permission.READ_WRITE);
        memory.storeLong(terabyte + (512L << 30), 3);
        assertEquals(3, memory.loadLong(terabyte + (512L << 30)));
        assertEquals(3, memory.regions().size());
        memory.digest();
        memory.unmap(terabyte, terabyte);
        assertEquals(List.of(), memory.regions());
    }

    @Test
    void aWritableTerabyteIsCheap() {
        long terabyte = 1L << 40;
        memory.map(terabyte, terabyte, Permission.READ_WRITE);
        for (long at = terabyte; at < 2 * terabyte; at += 64L << 30) {
            memory.storeLong(at, at);
            memory.storeLong(at + (16L << 20) - 4, at);
        }
        assertEquals(terabyte, memory.loadLong(terabyte));
        byte[] digest = memory.digest();
        memory.protect(terabyte, terabyte, Permission.READ);
        assertThrows(MemoryFault.class, () -> memory.storeLong(terabyte, 1));
        memory.protect(terabyte, terabyte, Permission.READ_WRITE);
        assertArrayEquals(digest, memory.digest());
        memory.unmap(terabyte, terabyte);
        assertThrows(MemoryFault.class, () -> memory.loadLong(terabyte));
    }

    @Test
    void theTableHoldsThePermissionsOfPagesInUse() {
        memory.map(BASE, PAGE, Permission.READ | Permission.EXECUTE);
        long entry = memory.permissionTable() + (BASE >>> GuestMemory.PAGE_SHIFT);
        assertEquals(5, HostMemory.getByte(entry));
        assertEquals(0, HostMemory.getByte(entry + 1));
        memory.unmap(BASE, PAGE);
        assertEquals(0, HostMemory.getByte(entry));
    }

    @Test
    void freeRangesAreFoundFromAbove() {
        assertEquals(GuestMemory.LIMIT - PAGE, memory.findFree(1, 0));
        assertEquals(BASE, memory.findFree(PAGE, BASE + 5), "a hint is rounded down");
        memory.map(BASE, PAGE, Permission.NONE);
        assertEquals(GuestMemory.LIMIT - PAGE, memory.findFree(PAGE, BASE), "a taken hint");
        assertEquals(BASE - 2 * PAGE, memory.findFree(2 * PAGE, 0, 0, BASE));
        assertEquals(BASE - 2 * PAGE, memory.findFree(2 * PAGE, 0, 0, BASE + PAGE));
        assertEquals(BASE + PAGE, memory.findFree(PAGE, 0, 0, BASE + 2 * PAGE));
        assertEquals(-1, memory.findFree(2 * PAGE, 0, BASE - PAGE, BASE + 2 * PAGE));
        assertEquals(-1, memory.findFree(GuestMemory.LIMIT + 1, 0));
        assertEquals(-1, memory.findFree(-1, 0));
        assertEquals(
                GuestMemory.LIMIT - PAGE, memory.findFree(PAGE, GuestMemory.LIMIT), "a wild hint");
    }

    @Test
    void movedPagesKeepContentsAndPermissions() {
        memory.map(BASE, PAGE, Permission.READ_WRITE, "a");
        memory.map(BASE + PAGE, 2 * PAGE, Permission.READ_WRITE);
        memory.storeInt(BASE, 1);
        memory.storeInt(BASE + 2 * PAGE, 3);
        memory.protect(BASE + 2 * PAGE, PAGE, Permission.NONE);
        long target = BASE + 64 * PAGE;
        memory.map(target, PAGE, Permission.READ_WRITE);
        memory.storeInt(target + 8, 9);
        memory.move(BASE, 3 * PAGE, target);
        assertEquals(
                List.of(
                        new Region(target, target + PAGE, 3, "a"),
                        new Region(target + PAGE, target + 2 * PAGE, 3, ""),
                        new Region(target + 2 * PAGE, target + 3 * PAGE, 0, "")),
                memory.regions());
        assertEquals(1, memory.loadInt(target));
        assertEquals(0, memory.loadInt(target + 8));
        memory.protect(target + 2 * PAGE, PAGE, Permission.READ);
        assertEquals(3, memory.loadInt(target + 2 * PAGE));
        assertThrows(IllegalArgumentException.class, () -> memory.move(target, 2 * PAGE, target));
    }

    @Test
    void bulkTransfersAreChecked() {
        memory.map(BASE, 2 * PAGE, Permission.READ_WRITE);
        byte[] sent = "0123456789".getBytes(StandardCharsets.UTF_8);
        memory.write(BASE + PAGE - 5, sent, 0, 10);
        byte[] received = new byte[12];
        memory.read(BASE + PAGE - 5, received, 1, 10);
        assertEquals("\0000123456789\000", new String(received, StandardCharsets.UTF_8));
        memory.protect(BASE + PAGE, PAGE, Permission.READ);
        MemoryFault fault =
                assertThrows(MemoryFault.class, () -> memory.write(BASE + PAGE - 5, sent, 0, 10));
        assertEquals(BASE + PAGE, fault.address);
        memory.write(BASE + PAGE - 5, sent, 0, 5);
        assertEquals(5, memory.accessiblePrefix(BASE + PAGE - 5, 100, Permission.WRITE));
        assertEquals(PAGE + 5, memory.accessiblePrefix(BASE + PAGE - 5, -1, Permission.READ));
        assertEquals(0, memory.accessiblePrefix(-1, 100, Permission.READ));
        assertEquals(0, memory.slice(-1, 0, Permission.READ).byteSize());
        assertThrows(MemoryFault.class, () -> memory.slice(BASE, -1, Permission.READ));
    }

    @Test
    void accessibilityIsToldWithoutAccess() {
        memory.map(BASE, PAGE, Permission.READ);
        assertTrue(memory.isAccessible(BASE + PAGE - 8, 8, Permission.READ));
        assertFalse(memory.isAccessible(BASE + PAGE - 7, 8, Permission.READ));
        assertFalse(memory.isAccessible(BASE, 1, Permission.READ_WRITE));
        assertFalse(memory.isAccessible(-8, 8, Permission.READ));
    }

    @Test
    void stringsEndAtZero() {
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        byte[] text = "grün".getBytes(StandardCharsets.UTF_8);
        memory.write(BASE + 3, text, 0, text.length);
        assertEquals(Optional.of("grün"), memory.readCString(BASE + 3, 6));
        assertEquals(Optional.empty(), memory.readCString(BASE + 3, 5));
        memory.write(BASE + PAGE - 5, text, 0, 5);
        assertThrows(MemoryFault.class, () -> memory.readCString(BASE + PAGE - 5, 100));
    }

    @Test
    void listenersHearOfChangedCode() {
        record Change(long start, long end) {}
        List<Change> changes = new java.util.ArrayList<>();
        memory.onCodeChange((start, end) -> changes.add(new Change(start, end)));
        memory.map(BASE, 4 * PAGE, 7);
        assertEquals(List.of(), changes);
        memory.storeInt(BASE, 1);
        assertEquals(List.of(), changes, "stores of the guest are announced by fence.i");
        memory.write(BASE + PAGE - 1, new byte[2], 0, 2);
        memory.protect(BASE + PAGE, PAGE, Permission.READ);
        memory.protect(BASE + PAGE, PAGE, Permission.READ_WRITE);
        memory.write(BASE + PAGE, new byte[2], 0, 2);
        memory.unmap(BASE + PAGE, 2 * PAGE);
        assertEquals(
                List.of(
                        new Change(BASE + PAGE - 1, BASE + PAGE + 1),
                        new Change(BASE + PAGE, BASE + 2 * PAGE),
                        new Change(BASE + 2 * PAGE, BASE + 3 * PAGE)),
                changes);
    }

    @Test
    void initializationIgnoresPermissions() {
        memory.map(BASE, PAGE, Permission.READ | Permission.EXECUTE);
        memory.map(BASE + PAGE, PAGE, Permission.NONE);
        byte[] before = memory.digest();
        java.lang.foreign.MemorySegment contents =
                java.lang.foreign.MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
        memory.initialize(BASE + PAGE - 2, contents);
        assertEquals(0x0201, memory.fetchParcel(BASE + PAGE - 2));
        assertThrows(MemoryFault.class, () -> memory.loadByte(BASE + PAGE));
        assertFalse(java.util.Arrays.equals(before, memory.digest()));
        memory.protect(BASE + PAGE, PAGE, Permission.READ);
        assertEquals(0x0403, memory.loadShort(BASE + PAGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> memory.initialize(BASE + 2 * PAGE - 2, contents));
    }

    @Test
    void closedMemoryRefusesEveryAccess() {
        memory.map(BASE, PAGE, Permission.READ_WRITE);
        memory.close();
        memory.close();
        assertThrows(IllegalStateException.class, () -> memory.loadLong(BASE));
        assertThrows(IllegalStateException.class, () -> memory.storeByte(BASE, 1));
    }

    @Test
    void faultsDescribeThemselves() {
        memory.map(BASE, PAGE, Permission.READ);
        assertEquals(
                "store to 0x400010: not permitted",
                fault(Access.STORE_INT, BASE + 16).getMessage());
        assertEquals("instruction fetch from 0x0: not mapped", fault(Access.FETCH, 0).getMessage());
        assertEquals(
                "load from 0xffffffffffffffff: not mapped",
                fault(Access.LOAD_BYTE, -1).getMessage());
    }
}
