package dev.tracewright.isa.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FcsrTest {
    private final Fcsr fcsr = new Fcsr();

    @ParameterizedTest
    @CsvSource({"0,7,0", "4,7,4", "3,1,1", "6,4,4"})
    void aStaticModeWinsOverTheDynamicOne(int rounding, int rm, int expected) {
        fcsr.rounding = rounding;
        assertEquals(expected, fcsr.resolve(rm));
    }

    @ParameterizedTest
    @CsvSource({"0,5", "0,6", "5,7", "6,7", "7,7"})
    void aReservedModeIsIllegal(int rounding, int rm) {
        fcsr.rounding = rounding;
        IllegalInstruction illegal = assertThrows(IllegalInstruction.class, () -> fcsr.resolve(rm));
        assertEquals(0, illegal.getStackTrace().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1f, 0xe0, 0x95, 0xff, 0x100, -1})
    void readsBackTheEightBitsItHas(int value) {
        fcsr.setValue(value);
        assertEquals(value & 0xff, fcsr.value());
        assertEquals(value & 0x1f, fcsr.flags);
        assertEquals(value >> 5 & 7, fcsr.rounding);
    }
}
