package dev.tracewright.plan;

import com.google.gson.JsonObject;

import dev.tracewright.region.EdgeCounts;
import dev.tracewright.region.HotCode;
import dev.tracewright.region.RegionOptions;

import java.util.List;

/// What plans say of regions, to JSON and back.
final class RegionJson {
    private RegionJson() {}

    static JsonObject of(RegionOptions options) {
        var json = new JsonObject();
        json.addProperty("maxInstructions", options.maxInstructions());
        json.addProperty("maxBlockInstructions", options.maxBlockInstructions());
        json.addProperty("maxInlineDepth", options.maxInlineDepth());
        json.addProperty("maxInlinedInstructions", options.maxInlinedInstructions());
        json.addProperty("maxTargets", options.maxTargets());
        json.addProperty("minCount", options.minCount());
        json.addProperty("minHeadShare", options.minHeadShare());
        json.addProperty("minTotalShare", options.minTotalShare());
        json.addProperty("minTargetShare", options.minTargetShare());
        return json;
    }

    static RegionOptions options(JsonCursor json) throws MalformedPlanException {
        json.only(
                "maxInstructions",
                "maxBlockInstructions",
                "maxInlineDepth",
                "maxInlinedInstructions",
                "maxTargets",
                "minCount",
                "minHeadShare",
                "minTotalShare",
                "minTargetShare");
        return json.make(
                () ->
                        new RegionOptions(
                                json.get("maxInstructions").count(),
                                json.get("maxBlockInstructions").count(),
                                json.get("maxInlineDepth").count(),
                                json.get("maxInlinedInstructions").count(),
                                json.get("maxTargets").count(),
                                json.get("minCount").longCount(),
                                json.get("minHeadShare").number(),
                                json.get("minTotalShare").number(),
                                json.get("minTargetShare").number()));
    }

    static JsonObject of(HotCode hot) {
        var json = new JsonObject();
        json.addProperty("instructions", hot.instructions());
        json.add("regions", PlanWriter.array(hot.regions(), RegionJson::of));
        json.add("transfers", PlanWriter.array(hot.transfers(), RegionJson::of));
        return json;
    }

    static HotCode hot(JsonCursor json) throws MalformedPlanException {
        json.only("instructions", "regions", "transfers");
        return new HotCode(
                json.get("instructions").longCount(),
                json.get("regions").list(RegionJson::region),
                json.get("transfers").list(RegionJson::transfer));
    }

    private static JsonObject of(HotCode.PlannedRegion region) {
        var json = new JsonObject();
        json.add("entries", PlanWriter.array(region.entries(), PlanWriter::address));
        json.addProperty("instructions", region.instructions());
        json.addProperty("executed", region.executed());
        return json;
    }

    private static HotCode.PlannedRegion region(JsonCursor json) throws MalformedPlanException {
        json.only("entries", "instructions", "executed");
        var entries = json.get("entries").list(JsonCursor::address);
        if (entries.isEmpty()) {
            throw json.get("entries").expected("one address or more");
        }
        return new HotCode.PlannedRegion(
                entries.getFirst(),
                entries,
                json.get("instructions").count(),
                json.get("executed").longCount());
    }

    private static JsonObject of(HotCode.Transfer transfer) {
        var json = new JsonObject();
        json.add("site", PlanWriter.address(transfer.site()));
        if (transfer.targets().isEmpty()) {
            json.addProperty("taken", transfer.taken());
            json.addProperty("passed", transfer.passed());
        } else {
            json.add("targets", PlanWriter.array(transfer.targets(), RegionJson::of));
        }
        return json;
    }

    private static HotCode.Transfer transfer(JsonCursor json) throws MalformedPlanException {
        json.only("site", "taken", "passed", "targets");
        boolean indirect = json.has("targets");
        return new HotCode.Transfer(
                json.get("site").address(),
                indirect ? 0 : json.get("taken").longCount(),
                indirect ? 0 : json.get("passed").longCount(),
                indirect ? json.get("targets").list(RegionJson::target) : List.of());
    }

    private static JsonObject of(EdgeCounts.Target target) {
        var json = new JsonObject();
        json.add("address", PlanWriter.address(target.pc()));
        json.addProperty("count", target.count());
        return json;
    }

    private static EdgeCounts.Target target(JsonCursor json) throws MalformedPlanException {
        json.only("address", "count");
        return new EdgeCounts.Target(json.get("address").address(), json.get("count").longCount());
    }
}
