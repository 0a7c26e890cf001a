package dev.tracewright.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.util.Map;

/// Prints JSON for people: what fits on a line stays on one.
final class JsonText {
    private static final int LINE = 100;
    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    static String of(JsonElement element) {
        var printer = new JsonText();
        printer.print(element, 0, 0);
        return printer.text.append('\n').toString();
    }

    // `before` characters of the line are taken by the member's name.
    private void print(JsonElement element, int depth, int before) {
        String line = line(element);
        boolean breakable = element instanceof JsonArray || element instanceof JsonObject;
        if (!breakable || depth > 0 && depth * INDENT + before + line.length() < LINE) {
            text.append(line);
            return;
        }
        text.append(element instanceof JsonArray ? "[" : "{");
        String separator = "\n";
        if (element instanceof JsonArray array) {
            for (JsonElement item : array) {
                text.append(separator).repeat(' ', (depth + 1) * INDENT);
                print(item, depth + 1, 0);
                separator = ",\n";
            }
        } else {
            for (Map.Entry<String, JsonElement> member : element.getAsJsonObject().entrySet()) {
                String name = new JsonPrimitive(member.getKey()) + ": ";
                text.append(separator).repeat(' ', (depth + 1) * INDENT).append(name);
                print(member.getValue(), depth + 1, name.length());
                separator = ",\n";
            }
        }
        text.append('\n').repeat(' ', depth * INDENT);
        text.append(element instanceof JsonArray ? "]" : "}");
    }

    private static String line(JsonElement element) {
        return switch (element) {
            case JsonArray array -> {
                var items = array.asList().stream().map(JsonText::line).toList();
                yield "[" + String.join(", ", items) + "]";
            }
            case JsonObject object -> {
                var members =
                        object.entrySet().stream()
                                .map(m -> new JsonPrimitive(m.getKey()) + ": " + line(m.getValue()))
                                .toList();
                yield members.isEmpty() ? "{}" : "{ " + String.join(", ", members) + " }";
            }
            default -> element.toString();
        };
    }
}
