package dev.tracewright.report;

import dev.tracewright.code.Function;
import dev.tracewright.isa.Instruction;
import dev.tracewright.profile.BlockCount;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes down the instructions of hot functions with how often each was executed.
final class Annotation {
    // A longer stretch that was not executed becomes one line.
    private static final int LONGEST_COLD_STRETCH = 6;
    // What illegal code is skipped by: the alignment of instructions.
    private static final int PARCEL = 2;

    private final ProfiledProgram program;
    private final HotSpots spots;
    private final Map<Long, Long> counts;
    private final Set<Long> leaders = new HashSet<>();
    private final List<Section.Line> lines = new ArrayList<>();

    private Annotation(ProfiledProgram program, HotSpots spots) {
        this.program = program;
        this.spots = spots;
        counts = spots.counts();
        program.profile().blocks().stream().map(BlockCount::start).forEach(leaders::add);
    }

    /// The lines of the hottest functions, each of them whole.
    static List<Section.Line> lines(ProfiledProgram program, HotSpots spots, int functions) {
        var annotation = new Annotation(program, spots);
        spots.functions().stream()
                .limit(functions)
                .flatMap(hot -> program.functions().at(hot.start()).stream())
                .forEach(annotation::add);
        return annotation.lines;
    }

    private void add(Function function) {
        var cold = new ArrayList<Section.Line>();
        long pc = function.start();
        while (pc < function.end()) {
            Section.Line line = line(function, pc);
            if (line.count() == 0 && line.label().isEmpty()) {
                cold.add(line);
            } else {
                flush(cold);
                lines.add(line);
            }
            pc +=
                    program.code()
                            .flatMap(c -> c.at(line.address()))
                            .map(Instruction::length)
                            .orElse(PARCEL);
        }
        flush(cold);
    }

    private Section.Line line(Function function, long pc) {
        long count = counts.getOrDefault(pc, 0L);
        return new Section.Line(
                pc,
                count,
                program.share(count),
                spots.text(pc),
                pc == function.start() ? function.name() : "",
                leaders.contains(pc));
    }

    private void flush(List<Section.Line> cold) {
        if (cold.size() <= LONGEST_COLD_STRETCH) {
            lines.addAll(cold);
        } else {
            String text =
                    "... %s not executed".formatted(Numbers.count(cold.size(), "instruction"));
            lines.add(new Section.Line(cold.getFirst().address(), 0, 0, text, "", false));
        }
        cold.clear();
    }
}
