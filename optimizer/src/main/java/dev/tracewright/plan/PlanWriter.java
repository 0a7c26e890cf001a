package dev.tracewright.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.SelectionStatistics;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;
import dev.tracewright.trace.TraceOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/// Writes plans as JSON; docs/PLAN-FORMAT.md describes the format. Equal plans become equal bytes.
public final class PlanWriter {
    static final String FORMAT = "tracewright-plan";
    static final int VERSION = 2;

    private PlanWriter() {}

    /// Writes a plan to a file: whole, or not at all.
    public static void write(OptimizationPlan plan, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
        try {
            Files.writeString(temporary, text(plan));
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// The text of a plan's file.
    public static String text(OptimizationPlan plan) {
        var json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", VERSION);
        json.add("program", program(plan.program()));
        json.addProperty("profile", plan.profileDigest());
        var options = new JsonObject();
        options.add("superinstructions", options(plan.options().superinstructions()));
        options.add("traces", options(plan.options().traces()));
        options.add("regions", RegionJson.of(plan.options().regions()));
        json.add("options", options);
        json.add("statistics", statistics(plan.statistics()));
        json.add("superinstructions", array(plan.superinstructions(), PlanWriter::fused));
        json.add("traces", array(plan.traces(), PlanWriter::trace));
        json.add("hot", RegionJson.of(plan.hot()));
        json.add("rejections", array(plan.rejections(), PlanWriter::rejection));
        return JsonText.of(json);
    }

    private static JsonObject program(ProgramIdentity program) {
        var json = new JsonObject();
        json.addProperty("name", program.name());
        json.addProperty("buildId", program.buildId());
        json.addProperty("contentHash", program.contentHash());
        json.add("arguments", array(program.arguments(), JsonPrimitive::new));
        return json;
    }

    private static JsonObject options(FusionOptions options) {
        var json = new JsonObject();
        json.addProperty("maxCases", options.maxCases());
        json.addProperty("maxBytecodes", options.maxBytecodes());
        json.addProperty("maxLength", options.maxLength());
        json.addProperty("minShare", options.minShare());
        json.addProperty("maxRejections", options.maxRejections());
        return json;
    }

    private static JsonObject options(TraceOptions options) {
        var json = new JsonObject();
        json.addProperty("selector", options.selector().name());
        json.addProperty("maxTraces", options.maxTraces());
        json.addProperty("maxInstructions", options.maxInstructions());
        json.addProperty("minInstructions", options.minInstructions());
        json.addProperty("minShare", options.minShare());
        json.addProperty("maxCopiedInstructions", options.maxCopiedInstructions());
        json.addProperty("maxInlineDepth", options.maxInlineDepth());
        json.addProperty("minIndirectShare", options.minIndirectShare());
        json.addProperty("minLoopShare", options.minLoopShare());
        json.addProperty("threshold", options.threshold());
        json.addProperty("maxReplayedBlocks", options.maxReplayedBlocks());
        json.addProperty("maxRejections", options.maxRejections());
        return json;
    }

    private static JsonObject statistics(PlanStatistics statistics) {
        var json = new JsonObject();
        json.addProperty("instructions", statistics.instructions());
        json.add("superinstructions", fusion(statistics.superinstructions()));
        json.add("selectors", array(statistics.selectors(), PlanWriter::selection));
        json.add("rejected", array(statistics.rejected(), PlanWriter::total));
        return json;
    }

    private static JsonObject fusion(FusionStatistics fusion) {
        var json = new JsonObject();
        json.addProperty("instructions", fusion.instructions());
        json.addProperty("dispatches", fusion.dispatches());
        json.addProperty("greedyDispatches", fusion.greedyDispatches());
        json.addProperty("unlimitedDispatches", fusion.unlimitedDispatches());
        json.addProperty("candidates", fusion.candidates());
        json.addProperty("cases", fusion.cases());
        json.addProperty("bytecodes", fusion.bytecodes());
        var singles = new JsonObject();
        fusion.singles().forEach((opcode, n) -> singles.addProperty(opcode.mnemonic(), n));
        json.add("singles", singles);
        return json;
    }

    private static JsonObject selection(SelectionStatistics selection) {
        var json = new JsonObject();
        json.addProperty("selector", selection.selector().name());
        json.addProperty("traces", selection.traces());
        json.addProperty("blocks", selection.blocks());
        json.addProperty("instructions", selection.instructions());
        json.addProperty("distinctInstructions", selection.distinctInstructions());
        json.addProperty("entries", selection.entries());
        json.addProperty("coverage", selection.coverage());
        selection
                .replayedCoverage()
                .ifPresent(coverage -> json.addProperty("replayedCoverage", coverage));
        return json;
    }

    private static JsonObject total(PlanStatistics.RejectionTotal total) {
        var json = new JsonObject();
        json.addProperty("kind", total.kind().name());
        json.addProperty("reason", total.reason());
        json.addProperty("number", total.number());
        json.addProperty("cost", total.cost());
        return json;
    }

    private static JsonObject fused(Superinstruction superinstruction) {
        var json = new JsonObject();
        json.addProperty("id", superinstruction.id());
        json.addProperty("count", superinstruction.count());
        json.addProperty("dispatchesSaved", superinstruction.dispatchesSaved());
        json.add("components", array(superinstruction.components(), PlanWriter::component));
        json.add("sites", array(superinstruction.sites(), PlanWriter::site));
        return json;
    }

    private static JsonObject site(Superinstruction.Site site) {
        var json = new JsonObject();
        json.add("address", address(site.address()));
        json.addProperty("count", site.count());
        return json;
    }

    private static JsonObject component(Component component) {
        var json = new JsonObject();
        json.addProperty("opcode", component.opcode().mnemonic());
        json.addProperty("length", component.length());
        json.add("rs1", source(component.rs1()));
        json.add("rs2", source(component.rs2()));
        json.add("rs3", source(component.rs3()));
        json.addProperty("resultDead", component.resultDead());
        return json;
    }

    private static JsonPrimitive source(int source) {
        return switch (source) {
            case Component.REGISTER -> new JsonPrimitive("register");
            case Component.ZERO -> new JsonPrimitive("zero");
            default -> new JsonPrimitive(source);
        };
    }

    private static JsonObject trace(Trace trace) {
        var json = new JsonObject();
        json.addProperty("id", trace.id());
        json.addProperty("loops", trace.loops());
        json.addProperty("entries", trace.entries());
        json.addProperty("instructions", trace.instructions());
        json.add("blocks", array(trace.blocks(), PlanWriter::traceBlock));
        return json;
    }

    private static JsonObject traceBlock(TraceBlock block) {
        var json = new JsonObject();
        json.add("start", address(block.start()));
        json.add("end", address(block.end()));
        json.addProperty("instructions", block.instructions());
        json.addProperty("leavesBy", block.leavesBy().name());
        if (block.next() != TraceBlock.UNKNOWN) {
            json.add("next", address(block.next()));
        }
        return json;
    }

    private static JsonObject rejection(Rejection rejection) {
        var json = new JsonObject();
        json.addProperty("kind", rejection.kind().name());
        json.addProperty("reason", rejection.reason());
        json.addProperty("cost", rejection.cost());
        json.add("address", address(rejection.address()));
        if (!rejection.subject().isEmpty()) {
            json.addProperty("subject", rejection.subject());
        }
        return json;
    }

    static JsonPrimitive address(long address) {
        return new JsonPrimitive("0x" + Long.toHexString(address));
    }

    static <T> JsonArray array(List<T> items, Function<T, JsonElement> toJson) {
        var array = new JsonArray();
        items.forEach(item -> array.add(toJson.apply(item)));
        return array;
    }
}
