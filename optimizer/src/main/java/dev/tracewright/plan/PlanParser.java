package dev.tracewright.plan;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.isa.Opcode;
import dev.tracewright.plan.PlanStatistics.RejectionTotal;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.SelectionStatistics;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;
import dev.tracewright.trace.TraceOptions;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes plans of JSON: one method for each kind of object, in the order of docs/PLAN-FORMAT.md.
final class PlanParser {
    private PlanParser() {}

    static OptimizationPlan plan(JsonCursor json) throws MalformedPlanException {
        if (!json.get("format").string().equals(PlanWriter.FORMAT)) {
            throw json.get("format").expected('"' + PlanWriter.FORMAT + '"');
        }
        json.get("version").integer(PlanWriter.VERSION, PlanWriter.VERSION);
        json.only(
                "format",
                "version",
                "program",
                "profile",
                "options",
                "statistics",
                "superinstructions",
                "traces",
                "hot",
                "rejections");
        JsonCursor options = json.get("options");
        options.only("superinstructions", "traces", "regions");
        return new OptimizationPlan(
                program(json.get("program")),
                json.get("profile").string(),
                new OptimizerOptions(
                        fusionOptions(options.get("superinstructions")),
                        traceOptions(options.get("traces")),
                        RegionJson.options(options.get("regions"))),
                json.get("superinstructions").list(PlanParser::superinstruction),
                json.get("traces").list(PlanParser::trace),
                RegionJson.hot(json.get("hot")),
                json.get("rejections").list(PlanParser::rejection),
                statistics(json.get("statistics")));
    }

    private static ProgramIdentity program(JsonCursor json) throws MalformedPlanException {
        json.only("name", "buildId", "contentHash", "arguments");
        return new ProgramIdentity(
                json.get("name").string(),
                json.get("buildId").string(),
                json.get("contentHash").string(),
                json.get("arguments").list(JsonCursor::string));
    }

    private static FusionOptions fusionOptions(JsonCursor json) throws MalformedPlanException {
        json.only("maxCases", "maxBytecodes", "maxLength", "minShare", "maxRejections");
        return json.make(
                () ->
                        new FusionOptions(
                                json.get("maxCases").count(),
                                json.get("maxBytecodes").count(),
                                json.get("maxLength").count(),
                                json.get("minShare").number(),
                                json.get("maxRejections").count()));
    }

    private static TraceOptions traceOptions(JsonCursor json) throws MalformedPlanException {
        json.only(
                "selector",
                "maxTraces",
                "maxInstructions",
                "minInstructions",
                "minShare",
                "maxCopiedInstructions",
                "maxInlineDepth",
                "minIndirectShare",
                "minLoopShare",
                "threshold",
                "maxReplayedBlocks",
                "maxRejections");
        return json.make(
                () ->
                        new TraceOptions(
                                json.get("selector").constant(SelectorKind.class),
                                json.get("maxTraces").count(),
                                json.get("maxInstructions").count(),
                                json.get("minInstructions").count(),
                                json.get("minShare").number(),
                                json.get("maxCopiedInstructions").count(),
                                json.get("maxInlineDepth").count(),
                                json.get("minIndirectShare").number(),
                                json.get("minLoopShare").number(),
                                json.get("threshold").count(),
                                json.get("maxReplayedBlocks").longCount(),
                                json.get("maxRejections").count()));
    }

    private static PlanStatistics statistics(JsonCursor json) throws MalformedPlanException {
        json.only("instructions", "superinstructions", "selectors", "rejected");
        return new PlanStatistics(
                json.get("instructions").longCount(),
                fusion(json.get("superinstructions")),
                json.get("selectors").list(PlanParser::selection),
                json.get("rejected").list(PlanParser::total));
    }

    private static FusionStatistics fusion(JsonCursor json) throws MalformedPlanException {
        json.only(
                "instructions",
                "dispatches",
                "greedyDispatches",
                "unlimitedDispatches",
                "candidates",
                "cases",
                "bytecodes",
                "singles");
        return new FusionStatistics(
                json.get("instructions").longCount(),
                json.get("dispatches").longCount(),
                json.get("greedyDispatches").longCount(),
                json.get("unlimitedDispatches").longCount(),
                json.get("candidates").count(),
                json.get("cases").count(),
                json.get("bytecodes").count(),
                singles(json.get("singles")));
    }

    private static Map<Opcode, Long> singles(JsonCursor json) throws MalformedPlanException {
        var singles = new EnumMap<Opcode, Long>(Opcode.class);
        for (String mnemonic : json.names()) {
            JsonCursor count = json.get(mnemonic);
            singles.put(
                    opcode(mnemonic)
                            .orElseThrow(
                                    () ->
                                            count.expected(
                                                    "no such member: its name is not an"
                                                            + " instruction's")),
                    count.longCount());
        }
        return singles;
    }

    private static SelectionStatistics selection(JsonCursor json) throws MalformedPlanException {
        json.only(
                "selector",
                "traces",
                "blocks",
                "instructions",
                "distinctInstructions",
                "entries",
                "coverage",
                "replayedCoverage");
        return new SelectionStatistics(
                json.get("selector").constant(SelectorKind.class),
                json.get("traces").count(),
                json.get("blocks").count(),
                json.get("instructions").count(),
                json.get("distinctInstructions").count(),
                json.get("entries").longCount(),
                json.get("coverage").number(),
                json.has("replayedCoverage")
                        ? OptionalDouble.of(json.get("replayedCoverage").number())
                        : OptionalDouble.empty());
    }

    private static RejectionTotal total(JsonCursor json) throws MalformedPlanException {
        json.only("kind", "reason", "number", "cost");
        return new RejectionTotal(
                json.get("kind").constant(Rejection.Kind.class),
                json.get("reason").string(),
                json.get("number").longCount(),
                json.get("cost").longCount());
    }

    private static Superinstruction superinstruction(JsonCursor json)
            throws MalformedPlanException {
        json.only("id", "count", "dispatchesSaved", "components", "sites");
        List<Component> components = json.get("components").list(PlanParser::component);
        if (components.size() < Superinstruction.MIN_LENGTH
                || components.size() > Superinstruction.MAX_LENGTH) {
            throw json.get("components").expected("2 to 8 components");
        }
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            if (!component.fitsAt(i, components.size())) {
                throw json.get("components")
                        .expected(
                                "components that can stand where they do, but [" + i + "] cannot");
            }
        }
        return new Superinstruction(
                json.get("id").count(),
                components,
                json.get("count").longCount(),
                json.get("dispatchesSaved").longCount(),
                json.get("sites").list(PlanParser::site));
    }

    private static Superinstruction.Site site(JsonCursor json) throws MalformedPlanException {
        json.only("address", "count");
        return new Superinstruction.Site(
                json.get("address").address(), json.get("count").longCount());
    }

    private static Component component(JsonCursor json) throws MalformedPlanException {
        json.only("opcode", "length", "rs1", "rs2", "rs3", "resultDead");
        return new Component(
                opcode(json.get("opcode")),
                (int) json.get("length").integer(2, 4),
                source(json.get("rs1")),
                source(json.get("rs2")),
                source(json.get("rs3")),
                json.get("resultDead").bool());
    }

    private static Opcode opcode(JsonCursor json) throws MalformedPlanException {
        return opcode(json.string())
                .orElseThrow(
                        () ->
                                json.expected(
                                        "the mnemonic of an instruction that is not compressed"));
    }

    private static Optional<Opcode> opcode(String mnemonic) {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> !opcode.compressed() && opcode.mnemonic().equals(mnemonic))
                .findFirst();
    }

    private static int source(JsonCursor json) throws MalformedPlanException {
        if (json.is("register")) {
            return Component.REGISTER;
        }
        return json.is("zero")
                ? Component.ZERO
                : (int) json.integer(0, Superinstruction.MAX_LENGTH - 2);
    }

    private static Trace trace(JsonCursor json) throws MalformedPlanException {
        json.only("id", "loops", "entries", "instructions", "blocks");
        return json.make(
                () ->
                        new Trace(
                                json.get("id").count(),
                                json.get("blocks").list(PlanParser::block),
                                json.get("loops").bool(),
                                json.get("entries").longCount(),
                                json.get("instructions").longCount()));
    }

    private static TraceBlock block(JsonCursor json) throws MalformedPlanException {
        json.only("start", "end", "instructions", "leavesBy", "next");
        return new TraceBlock(
                json.get("start").address(),
                json.get("end").address(),
                json.get("instructions").count(),
                json.get("leavesBy").constant(EdgeKind.class),
                json.has("next") ? json.get("next").address() : TraceBlock.UNKNOWN);
    }

    private static Rejection rejection(JsonCursor json) throws MalformedPlanException {
        json.only("kind", "reason", "cost", "address", "subject");
        return new Rejection(
                json.get("kind").constant(Rejection.Kind.class),
                json.has("subject") ? json.get("subject").string() : "",
                json.get("address").address(),
                json.get("reason").string(),
                json.get("cost").longCount());
    }
}
