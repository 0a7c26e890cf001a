package dev.tracewright.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where something was measured.
///
/// @param processor the model of the host's processor, or its architecture
/// @param cores processors that this JVM may use
/// @param jvm the JVM's name and version
/// @param system the operating system's name and version
public record HostInfo(String processor, int cores, String jvm, String system) {
    /// This host.
    public static HostInfo current() {
        return new HostInfo(
                model(),
                Runtime.getRuntime().availableProcessors(),
                property("java.vm.name") + " " + property("java.vm.version"),
                property("os.name") + " " + property("os.version"));
    }

    /// `AMD EPYC, 2 cores, OpenJDK 64-Bit Server VM 25, Linux 6.8`.
    public String describe() {
        return "%s, %d %s, %s, %s"
                .formatted(processor, cores, cores == 1 ? "core" : "cores", jvm, system);
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> property("os.arch"));
        } catch (IOException _) {
            return property("os.arch");
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
