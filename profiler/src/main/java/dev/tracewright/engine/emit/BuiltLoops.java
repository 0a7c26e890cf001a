package dev.tracewright.engine.emit;

import dev.tracewright.engine.InterpreterLoop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

/// The loops of the plain switch as [LoopWriter] has emitted them when Tracewright was built.
///
/// A class that comes with the others starts sooner than one that is emitted by each process, and
/// the JVM's AOT cache holds it, which holds no hidden class.
final class BuiltLoops {
    private BuiltLoops() {}

    /// The simple name of the class in this package that serves a variant.
    static String name(Recording recording) {
        return switch (recording) {
            case NONE -> "PlainLoop";
            case COUNTS -> "CountingLoop";
            case TRACE -> "TracingLoop";
        };
    }

    /// What emits the class.
    static SwitchEmitter emitter(Recording recording) {
        return SwitchEmitter.fitting(recording, OpcodeSets.inline(), List.of())
                .named(name(recording));
    }

    /// An instance of the class, or none if it has not been written.
    static Optional<InterpreterLoop> find(Recording recording) {
        var lookup = MethodHandles.lookup();
        String name = BuiltLoops.class.getPackageName() + "." + name(recording);
        try {
            Class<?> type = lookup.findClass(name);
            var constructor = lookup.findConstructor(type, MethodType.methodType(void.class));
            return Optional.of((InterpreterLoop) constructor.invoke());
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException(name + " cannot be used", e);
        }
    }
}
