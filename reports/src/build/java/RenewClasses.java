import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites the class files of a jar that are too old to have stack maps (below version 50, as
/// picocli's) to the version of Java 25, with stack maps. The JVM's AOT cache takes no class that
/// only the old verifier can check; loading and checking those at each start took longer than all
/// else that a short run does.
///
/// The build calls it when the jar has been made: `java RenewClasses.java JAR`.
public final class RenewClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private final ZipFile jar;
    private final ClassFile classFile;

    private RenewClasses(ZipFile jar) {
        this.jar = jar;
        this.classFile =
                ClassFile.of(
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this::classInJar)
                                        .orElse(ClassHierarchyResolver.defaultResolver())
                                        .cached()));
    }

    /// Rewrites the jar that the only argument names.
    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        byte[] rewritten;
        try (var jar = new ZipFile(path.toFile())) {
            rewritten = new RenewClasses(jar).rewrite();
        }
        Files.write(path, rewritten);
    }

    private InputStream classInJar(ClassDesc type) {
        String descriptor = type.descriptorString();
        ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] rewrite() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (ZipEntry entry : jar.stream().toList()) {
                byte[] content;
                try (InputStream in = jar.getInputStream(entry)) {
                    content = in.readAllBytes();
                }
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                zip.putNextEntry(copy);
                zip.write(entry.getName().endsWith(".class") ? renew(content) : content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private byte[] renew(byte[] content) {
        ClassModel model = classFile.parse(content);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return content;
        }
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(ClassFile.JAVA_25_VERSION, 0);
                    } else {
                        builder.with(element);
                    }
                };
        // Every body is rebuilt, for a body that is only copied gets no stack map.
        CodeTransform rebuilt = (builder, element) -> builder.with(element);
        return classFile.transformClass(
                model, version.andThen(ClassTransform.transformingMethodBodies(rebuilt)));
    }
}
