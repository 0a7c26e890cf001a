package dev.tracewright.engine;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;

/// Fills in the decoded words of a region, a run of instructions at a time.
final class Predecoder {
    private final GuestMemory memory;

    Predecoder(GuestMemory memory) {
        this.memory = memory;
    }

    /// Decodes from a parcel on, up to the next branch or jump or to what is decoded already.
    ///
    /// @return the parcel behind the last one decoded
    int decode(CodeRegion region, int from) {
        int parcel = from;
        while (parcel < region.parcels && region.words[parcel] == DecodedWord.UNDECODED) {
            Instruction instruction = instructionAt(region, parcel);
            if (instruction == null || !executes(region, parcel, instruction)) {
                region.words[parcel] = DecodedWord.SLOW;
                return parcel + 1;
            }
            region.words[parcel] = DecodedWord.of(instruction);
            parcel += instruction.length() / 2;
            if (endsRun(instruction)) {
                break;
            }
        }
        return parcel;
    }

    private Instruction instructionAt(CodeRegion region, int parcel) {
        try {
            int word = ReferenceInterpreter.fetch(memory, region.address(parcel));
            return Decoder.decode(word).orElse(null);
        } catch (MemoryFault _) {
            return null;
        }
    }

    // The decoded engines go to parcels of the same region only.
    private static boolean executes(CodeRegion region, int parcel, Instruction instruction) {
        Meaning meaning = instruction.opcode().meaning();
        if (meaning instanceof Meaning.Branch
                || meaning instanceof Meaning.Jump jump && jump.direct()) {
            return region.contains(region.address(parcel) + instruction.imm());
        }
        return DecodedWord.decodes(instruction.opcode()) && !instruction.exactButDynamic();
    }

    private static boolean endsRun(Instruction instruction) {
        Meaning meaning = instruction.opcode().meaning();
        return meaning instanceof Meaning.Branch || meaning instanceof Meaning.Jump;
    }
}
