package dev.tracewright.csource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// What can be named at a place of a function, and what executing the place costs.
final class CScope {
    private final RandomGenerator random;
    private final List<CFunction> functions;
    private final List<CVariable> variables;
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final long budget;
    private long factor = 1;
    private long cost;
    private int names;

    /// A function's scope.
    ///
    /// @param globals what it can name besides its own
    /// @param functions what it can call
    /// @param budget instructions that a call may execute, roughly
    CScope(
            RandomGenerator random,
            List<CVariable> globals,
            List<CFunction> functions,
            long budget) {
        this.random = random;
        this.functions = List.copyOf(functions);
        this.variables = new ArrayList<>(globals);
        this.budget = budget;
    }

    String freshName(String prefix) {
        return prefix + names++;
    }

    void declare(CVariable variable) {
        variables.add(variable);
    }

    /// What is declared from here on ends with the next [#close].
    void open() {
        marks.push(variables.size());
    }

    void close() {
        int mark = marks.pop();
        variables.subList(mark, variables.size()).clear();
    }

    /// What follows is executed so many times as often as what stands around it.
    void enterLoop(long trips) {
        factor *= trips;
    }

    void leaveLoop(long trips) {
        factor /= trips;
    }

    /// Something of a cost is executed here.
    void spend(long amount) {
        cost += amount * factor;
    }

    long cost() {
        return cost;
    }

    /// How many times something of a cost may be executed here.
    long affordable(long amount) {
        return Math.max(0, (budget - cost) / Math.max(1, amount * factor));
    }

    Optional<CVariable> variable(Predicate<CVariable> wanted) {
        return any(variables.stream().filter(wanted).toList());
    }

    /// A function that can still be afforded here.
    Optional<CFunction> function(Predicate<CFunction> wanted) {
        return any(
                functions.stream()
                        .filter(wanted)
                        .filter(function -> affordable(function.cost()) > 0)
                        .toList());
    }

    private <T> Optional<T> any(List<T> list) {
        return list.isEmpty()
                ? Optional.empty()
                : Optional.of(list.get(random.nextInt(list.size())));
    }
}
