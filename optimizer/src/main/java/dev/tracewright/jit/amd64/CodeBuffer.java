package dev.tracewright.jit.amd64;

import java.util.Arrays;

/// Bytes of machine code that grow at the end, with references to labels and to places outside.
///
/// References are resolved when a label is bound, and those to the outside when the code's own
/// address is known ([#placeAt]).
class CodeBuffer {
    /// No instruction is longer than 15 bytes.
    private static final int ROOM = 16;

    /// A use of a label: the offset of its field, whether the field has one byte, and how many
    /// bytes of the instruction follow it.
    private static final int OFFSET_SHIFT = 4;

    private static final int SHORT_FIELD = 8;
    private static final int TRAILING = 7;

    private byte[] bytes = new byte[4096];
    private int size;

    private int[] outsideFields = new int[16];
    private long[] outsideTargets = new long[16];
    private int outsideCount;
    private int unboundUses;

    /// The number of bytes so far: the offset of what comes next.
    final int position() {
        return size;
    }

    /// Binds a label to what comes next.
    ///
    /// @throws IllegalStateException if it is bound already, or too far from a short jump
    final void bind(Label label) {
        if (label.isBound()) {
            throw new IllegalStateException("the label is bound already");
        }
        label.place(size);
        int count = label.useCount();
        for (int i = 0; i < count; i++) {
            resolve(label.use(i), size);
        }
        unboundUses -= count;
    }

    /// Bytes of data in the code.
    final void emitLong(long value) {
        room();
        int32((int) value);
        int32((int) (value >>> 32));
    }

    /// Pads with instructions that do nothing until the position is a multiple of a power of two.
    final void align(int alignment) {
        nop(-size & alignment - 1);
    }

    /// `count` bytes that do nothing, in as few instructions as possible.
    final void nop(int count) {
        int left = count;
        while (left > 0) {
            room();
            int length = Math.min(left, 9);
            nopOf(length);
            left -= length;
        }
    }

    /// The code for an address in the host's memory. It may be called again for another address.
    ///
    /// @throws IllegalStateException if a label that is used was never bound, or something outside
    ///   is more than 2 GiB away
    final byte[] placeAt(long address) {
        if (unboundUses != 0) {
            throw new IllegalStateException("a label is used and not bound");
        }
        byte[] code = Arrays.copyOf(bytes, size);
        for (int i = 0; i < outsideCount; i++) {
            int field = outsideFields[i];
            long distance = outsideTargets[i] - (address + field + 4);
            if (distance != (int) distance) {
                throw new IllegalStateException(
                        "0x%x is out of reach of code at 0x%x"
                                .formatted(outsideTargets[i], address));
            }
            putInt(code, field, (int) distance);
        }
        return code;
    }

    /// A copy of the code as it is before it is placed anywhere.
    final byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Forgets everything, to be used again without allocating.
    final void reset() {
        size = 0;
        outsideCount = 0;
        unboundUses = 0;
    }

    /// Makes room for one more instruction.
    final void room() {
        if (size + ROOM > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    final void int8(int value) {
        bytes[size++] = (byte) value;
    }

    final void int16(int value) {
        bytes[size++] = (byte) value;
        bytes[size++] = (byte) (value >> 8);
    }

    final void int32(int value) {
        putInt(bytes, size, value);
        size += 4;
    }

    final void int64(long value) {
        int32((int) value);
        int32((int) (value >>> 32));
    }

    /// A field of four bytes that says how far a label is from the end of the instruction, which is
    /// `trailing` bytes behind the field.
    final void relative32(Label label, int trailing) {
        reference(label, size << OFFSET_SHIFT | trailing);
        size += 4;
    }

    /// A field of one byte, likewise, at the end of an instruction.
    final void relative8(Label label) {
        reference(label, size << OFFSET_SHIFT | SHORT_FIELD);
        size += 1;
    }

    /// A field of four bytes at the end of an instruction, that says how far `target` is.
    final void outside32(long target) {
        if (outsideCount == outsideFields.length) {
            outsideFields = Arrays.copyOf(outsideFields, outsideCount * 2);
            outsideTargets = Arrays.copyOf(outsideTargets, outsideCount * 2);
        }
        outsideFields[outsideCount] = size;
        outsideTargets[outsideCount++] = target;
        int32(0);
    }

    private void reference(Label label, int use) {
        if (label.isBound()) {
            resolve(use, label.position());
        } else {
            label.addUse(use);
            unboundUses++;
        }
    }

    private void resolve(int use, int target) {
        int field = use >>> OFFSET_SHIFT;
        if ((use & SHORT_FIELD) == 0) {
            putInt(bytes, field, target - (field + 4 + (use & TRAILING)));
            return;
        }
        int distance = target - (field + 1);
        if (distance != (byte) distance) {
            throw new IllegalStateException("%d bytes are too far".formatted(distance));
        }
        bytes[field] = (byte) distance;
    }

    /// The sequences that AMD's and Intel's optimization manuals recommend.
    private void nopOf(int length) {
        if (length == 1) {
            int8(0x90);
            return;
        }
        boolean prefix = length == 2 || length == 6 || length == 9;
        if (prefix) {
            int8(0x66);
        }
        switch (prefix ? length - 1 : length) {
            case 1 -> int8(0x90);
            case 3 -> nopBytes(0x00, 0);
            case 4 -> nopBytes(0x40, 1);
            case 5 -> nopBytes(0x44, 2);
            case 7 -> nopBytes(0x80, 4);
            default -> nopBytes(0x84, 5);
        }
    }

    private void nopBytes(int modRm, int zeros) {
        int8(0x0f);
        int8(0x1f);
        int8(modRm);
        for (int i = 0; i < zeros; i++) {
            int8(0);
        }
    }

    private static void putInt(byte[] to, int at, int value) {
        to[at] = (byte) value;
        to[at + 1] = (byte) (value >> 8);
        to[at + 2] = (byte) (value >> 16);
        to[at + 3] = (byte) (value >> 24);
    }
}
