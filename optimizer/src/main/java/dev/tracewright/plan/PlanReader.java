package dev.tracewright.plan;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;

import dev.tracewright.profile.ProgramIdentity;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what [PlanWriter] writes, and trusts nothing in it.
public final class PlanReader {
    private static final Pattern POSITION = Pattern.compile("line \\d+ column \\d+");

    private PlanReader() {}

    /// Reads a plan for a program.
    ///
    /// @throws MalformedPlanException if the file holds no plan
    /// @throws StalePlanException if the plan is for another program
    public static OptimizationPlan read(Path file, ProgramIdentity program) throws IOException {
        OptimizationPlan plan = read(file);
        requireSame(
                file, "$.program.buildId", plan.program().buildId(), program.buildId(), "program");
        requireSame(
                file,
                "$.program.contentHash",
                plan.program().contentHash(),
                program.contentHash(),
                "program");
        return plan;
    }

    /// Refuses a plan that was not made from a profile.
    ///
    /// @param profileDigest what [ProfileDigest] says of the profile
    /// @throws StalePlanException if the plan was made from another
    public static void requireProfile(Path file, OptimizationPlan plan, String profileDigest)
            throws StalePlanException {
        requireSame(file, "$.profile", plan.profileDigest(), profileDigest, "profile");
    }

    private static void requireSame(
            Path file, String at, String found, String expected, String what)
            throws StalePlanException {
        if (!found.equals(expected)) {
            throw new StalePlanException(file, at, found, expected, what);
        }
    }

    /// Reads a plan, whatever program it is for.
    ///
    /// @throws MalformedPlanException if the file holds no plan
    public static OptimizationPlan read(Path file) throws IOException {
        return PlanParser.plan(new JsonCursor(file, "$", parse(file)));
    }

    private static JsonElement parse(Path file) throws IOException {
        try (var reader = new JsonReader(new StringReader(Files.readString(file)))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            // Complains of anything but the end.
            reader.peek();
            return element;
        } catch (CharacterCodingException _) {
            throw new MalformedPlanException(file, "$", "bytes that are not UTF-8", "JSON");
        } catch (JsonParseException | MalformedJsonException e) {
            throw new MalformedPlanException(
                    file, position(e.getMessage()), "text that is not JSON", "JSON");
        }
    }

    // The parser says where in the middle of advice to programmers.
    private static String position(String message) {
        Matcher position = POSITION.matcher(String.valueOf(message));
        return position.find() ? position.group() : "$";
    }
}
