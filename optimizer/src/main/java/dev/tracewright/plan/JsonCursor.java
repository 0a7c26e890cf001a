package dev.tracewright.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A value in a plan file that knows where it stands, so that every complaint can say so.
final class JsonCursor {
    private static final int SHOWN = 60;

    /// Makes something of an element of an array.
    @FunctionalInterface
    interface Parser<T> {
        T parse(JsonCursor element) throws MalformedPlanException;
    }

    /// Makes a record whose constructor checks its values.
    @FunctionalInterface
    interface Maker<T> {
        T make() throws MalformedPlanException;
    }

    private final Path file;
    private final String at;
    private final JsonElement element;

    JsonCursor(Path file, String at, JsonElement element) {
        this.file = file;
        this.at = at;
        this.element = element;
    }

    /// A complaint about this value.
    MalformedPlanException expected(String expected) {
        String found = element == null ? "nothing" : element.toString();
        String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found;
        return new MalformedPlanException(file, at, shown, expected);
    }

    private JsonObject object() throws MalformedPlanException {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw expected("an object");
    }

    /// What the maker makes of this value; what its record refuses is a complaint about this value.
    <T> T make(Maker<T> maker) throws MalformedPlanException {
        try {
            return maker.make();
        } catch (IllegalArgumentException e) {
            throw expected("what makes sense, but " + e.getMessage());
        }
    }

    /// Whether this is a certain string.
    boolean is(String text) {
        return element instanceof JsonPrimitive primitive
                && primitive.isString()
                && primitive.getAsString().equals(text);
    }

    /// A member of this object.
    JsonCursor get(String name) throws MalformedPlanException {
        return new JsonCursor(file, at + "." + name, object().get(name));
    }

    boolean has(String name) throws MalformedPlanException {
        return object().has(name);
    }

    /// The names of this object's members.
    Set<String> names() throws MalformedPlanException {
        return object().keySet();
    }

    /// Refuses members that the format does not know.
    void only(String... names) throws MalformedPlanException {
        Set<String> known = Set.of(names);
        for (String name : names()) {
            if (!known.contains(name)) {
                throw get(name).expected("no such member");
            }
        }
    }

    <T> List<T> list(Parser<T> parser) throws MalformedPlanException {
        if (!(element instanceof JsonArray array)) {
            throw expected("an array");
        }
        var list = new ArrayList<T>();
        for (JsonElement item : array) {
            list.add(parser.parse(new JsonCursor(file, at + "[" + list.size() + "]", item)));
        }
        return list;
    }

    String string() throws MalformedPlanException {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw expected("a string");
    }

    boolean bool() throws MalformedPlanException {
        if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw expected("true or false");
    }

    double number() throws MalformedPlanException {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return primitive.getAsDouble();
        }
        throw expected("a number");
    }

    /// An integer in a range.
    long integer(long least, long greatest) throws MalformedPlanException {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                long value = Long.parseLong(primitive.getAsString());
                if (value >= least && value <= greatest) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // Said below.
            }
        }
        throw expected("an integer from %d to %d".formatted(least, greatest));
    }

    int count() throws MalformedPlanException {
        return (int) integer(0, Integer.MAX_VALUE);
    }

    long longCount() throws MalformedPlanException {
        return integer(0, Long.MAX_VALUE);
    }

    /// An address, written as a string in hexadecimal.
    long address() throws MalformedPlanException {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            String text = primitive.getAsString();
            if (text.matches("0x[0-9a-f]{1,16}")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            }
        }
        throw expected("an address such as \"0x10234\"");
    }

    <E extends Enum<E>> E constant(Class<E> type) throws MalformedPlanException {
        String name = string();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw expected("one of " + List.of(type.getEnumConstants()));
    }
}
