package dev.tracewright.jit.amd64;

import java.util.ArrayList;
import java.util.List;

/// What of a graph each piece of code belongs to, for listings.
final class Annotations {
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Object> subjects = new ArrayList<>();

    void add(int offset, Object subject) {
        offsets.add(offset);
        subjects.add(subject);
    }

    int count() {
        return subjects.size();
    }

    int offset(int index) {
        return offsets.get(index);
    }

    Object subject(int index) {
        return subjects.get(index);
    }
}
