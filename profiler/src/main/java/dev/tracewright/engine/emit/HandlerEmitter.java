package dev.tracewright.engine.emit;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.isa.Opcode;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Emits the [WordHandler] of an opcode.
public final class HandlerEmitter {
    private static final MethodTypeDesc EXECUTE =
            MethodTypeDesc.of(CD_int, Types.STATE, CD_long, CD_int);
    private static final ClassDesc SUPER = Types.describe(WordHandler.class);

    // The parameters; the state is where WordOperands has it.
    private static final int WORD = 2;
    private static final int NEXT = 4;
    private static final int SAVED_NEXT = WordOperands.FIRST_FREE;

    private final Recording recording;

    /// Emits handlers of one variant.
    public HandlerEmitter(Recording recording) {
        this.recording = recording;
    }

    /// Emits the handler of an opcode and makes its instance.
    public WordHandler define(Opcode opcode) {
        return HiddenClasses.instantiate(bytes(opcode), WordHandler.class);
    }

    /// The class file.
    public byte[] bytes(Opcode opcode) {
        var self = ClassDesc.of(SUPER.packageName(), "Handler_" + opcode.name());
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ACC_PUBLIC | ACC_FINAL);
                            type.withSuperclass(SUPER);
                            HiddenClasses.constructor(type, SUPER);
                            type.withMethodBody(
                                    "execute",
                                    EXECUTE,
                                    ACC_PUBLIC | ACC_FINAL,
                                    code -> execute(code, opcode));
                        });
    }

    private void execute(CodeBuilder code, Opcode opcode) {
        code.lload(WORD).lstore(WordOperands.WORD);
        code.iload(NEXT).istore(SAVED_NEXT);
        code.lload(WordOperands.WORD).l2i().istore(WordOperands.LOW);
        code.iload(SAVED_NEXT).istore(WordOperands.PARCEL);
        WordOperands.loadInvariants(code);
        Label next = code.newLabel();
        Label left = code.newLabel();
        var operands = new WordOperands(new CheckedCalls(WordOperands.STATE));
        new WordInstruction(code, operands, recording, next, left).emit(opcode.meaning());
        code.labelBinding(next);
        code.iload(WordOperands.PARCEL).ireturn();
        code.labelBinding(left);
        code.loadConstant(WordHandler.LEFT).ireturn();
    }
}
