package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.Random;

class RangeCoderTest {
    private static final int BITS = 200_000;

    /// Draws bits with the probability at which they are coded; now and then one that is very
    /// unlikely.
    private static int probability(Random random, int skew) {
        return skew == 0 ? random.nextInt(1, 65536) : random.nextBoolean() ? skew : 65536 - skew;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 300, 20_000, 32_768})
    void decoderRestoresTheBitsAtTheirEntropy(int skew) {
        var random = new Random(skew);
        var encoder = new RangeEncoder();
        double entropy = 0;
        for (int i = 0; i < BITS; i++) {
            int one = probability(random, skew);
            int bit = random.nextInt(65536) < one ? 1 : 0;
            encoder.code(bit, one);
            entropy -= Math.log((bit == 1 ? one : 65536 - one) / 65536.0) / Math.log(2);
        }
        byte[] code = encoder.finish();

        assertTrue(code.length * 8 < entropy * 1.01 + 80, code.length * 8 + " bits, " + entropy);
        random = new Random(skew);
        var decoder = new RangeDecoder(code);
        for (int i = 0; i < BITS; i++) {
            int one = probability(random, skew);
            assertEquals(random.nextInt(65536) < one ? 1 : 0, decoder.code(0, one), "bit " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 40_000, 65_535})
    void worstBitsAtAnyProbabilitySurvive(int one) {
        int bit = one < 32768 ? 1 : 0;
        var encoder = new RangeEncoder();
        for (int i = 0; i < 5000; i++) {
            encoder.code(i % 7 == 0 ? 1 - bit : bit, one);
        }
        var decoder = new RangeDecoder(encoder.finish());
        for (int i = 0; i < 5000; i++) {
            assertEquals(i % 7 == 0 ? 1 - bit : bit, decoder.code(0, one), "bit " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50})
    void encoderIsAsNewAfterItsEnd(int before) {
        var used = new RangeEncoder();
        for (int i = 0; i < before; i++) {
            used.code(i & 1, 20_000);
        }
        used.finish();
        var fresh = new RangeEncoder();
        for (int i = 0; i < 100; i++) {
            used.code(i % 3 == 0 ? 1 : 0, 30_000);
            fresh.code(i % 3 == 0 ? 1 : 0, 30_000);
        }
        assertEquals(
                HexFormat.of().formatHex(fresh.finish()), HexFormat.of().formatHex(used.finish()));
    }
}
