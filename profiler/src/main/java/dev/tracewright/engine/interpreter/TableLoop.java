package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopState;
import dev.tracewright.engine.emit.HandlerEmitter;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.WordHandler;
import dev.tracewright.isa.Opcode;

/// Dispatches through a table from kinds of decoded words to handlers.
final class TableLoop implements InterpreterLoop {
    private final WordHandler[] handlers = new WordHandler[DecodedWord.LAST_KIND + 1];
    private final HandlerEmitter emitter;

    TableLoop(Recording recording) {
        emitter = new HandlerEmitter(recording);
    }

    @Override
    public int run(LoopState state) {
        long[] words = state.region.words;
        int parcel = state.parcel;
        int remaining = state.remaining;
        try {
            while (remaining > 0) {
                long word = words[parcel];
                WordHandler handler = handlers[DecodedWord.kind(word)];
                if (handler == null) {
                    handler = handlerOf(DecodedWord.kind(word));
                    if (handler == null) {
                        return STOPPED;
                    }
                }
                int next = handler.execute(state, word, parcel + DecodedWord.parcels(word));
                remaining--;
                if (next < 0) {
                    return LEFT;
                }
                parcel = next;
            }
            return SPENT;
        } finally {
            state.parcel = parcel;
            state.remaining = remaining;
        }
    }

    private WordHandler handlerOf(int kind) {
        Opcode opcode = DecodedWord.opcode(kind);
        if (opcode != null) {
            handlers[kind] = emitter.define(opcode);
        }
        return handlers[kind];
    }
}
