package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Turns class files into classes that nobody can name and that are collected with their last
/// instance.
public final class HiddenClasses {
    private HiddenClasses() {}

    /// Adds a constructor without parameters that calls `Object`'s.
    public static void constructor(ClassBuilder type) {
        constructor(type, CD_Object);
    }

    /// Adds a constructor without parameters that calls the superclass's.
    public static void constructor(ClassBuilder type, ClassDesc superclass) {
        type.withMethodBody(
                INIT_NAME,
                MTD_void,
                ClassFile.ACC_PUBLIC,
                code -> code.aload(0).invokespecial(superclass, INIT_NAME, MTD_void).return_());
    }

    /// Defines a class of this package and makes one instance of it.
    static <T> T instantiate(byte[] classFile, Class<T> type) {
        return instantiate(MethodHandles.lookup(), classFile, type);
    }

    /// Defines a class of the lookup's package and makes one instance of it.
    public static <T> T instantiate(MethodHandles.Lookup lookup, byte[] classFile, Class<T> type) {
        try {
            return type.cast(constructor(lookup, classFile).invoke());
        } catch (Throwable e) {
            throw unusable(e);
        }
    }

    /// Defines a class of this package; the handle makes instances, as `type`.
    static MethodHandle constructor(byte[] classFile, Class<?> type) {
        try {
            return constructor(MethodHandles.lookup(), classFile)
                    .asType(MethodType.methodType(type));
        } catch (ReflectiveOperationException e) {
            throw unusable(e);
        }
    }

    private static MethodHandle constructor(MethodHandles.Lookup lookup, byte[] classFile)
            throws ReflectiveOperationException {
        MethodHandles.Lookup hidden = lookup.defineHiddenClass(classFile, true);
        return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class));
    }

    /// The length of a class file's longest method, in bytes of bytecode.
    public static int longestMethod(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream()
                .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                .mapToInt(CodeAttribute::codeLength)
                .max()
                .orElse(0);
    }

    private static IllegalStateException unusable(Throwable cause) {
        return new IllegalStateException("an emitted class cannot be used", cause);
    }
}
