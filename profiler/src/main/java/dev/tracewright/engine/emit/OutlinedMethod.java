package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.Opcode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Emits a method beside the loop that executes rare opcodes by a switch of its own.
///
/// @param opcodes those that it executes; control goes to the next instruction after each
record OutlinedMethod(List<Opcode> opcodes) {
    /// The parameters are the first local variables of [WordOperands].
    static final MethodTypeDesc TYPE =
            MethodTypeDesc.of(
                    CD_void, Types.LONG_ARRAY, Types.STATE, CD_int, CD_long, CD_long, CD_long);

    void emit(CodeBuilder code) {
        WordOperands.loadRest(code);
        code.lload(WordOperands.WORD).l2i().istore(WordOperands.LOW);
        code.iload(WordOperands.LOW).loadConstant(DecodedWord.KIND_MASK).iand();
        Label done = code.newLabel();
        var labels = new ArrayList<SwitchCase>();
        for (Opcode opcode : opcodes) {
            labels.add(SwitchCase.of(DecodedWord.kind(opcode), code.newLabel()));
        }
        code.lookupswitch(done, labels);
        var operands = new WordOperands(new CheckedCalls(WordOperands.STATE));
        var instruction = new WordInstruction(code, operands, Recording.NONE, done, done);
        for (int i = 0; i < opcodes.size(); i++) {
            code.labelBinding(labels.get(i).target());
            instruction.emit(opcodes.get(i).meaning());
        }
        code.labelBinding(done);
        code.return_();
    }
}
