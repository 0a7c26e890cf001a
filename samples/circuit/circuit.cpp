// An event-driven simulator of logic circuits in C++: gates are objects with a virtual evaluate(),
// vectors and the event queue are templates.  It builds an array multiplier and a shift register
// with feedback out of gates and lets them work.
//
//   circuit [PRODUCTS]
#include <new>

#include "../common/sample.h"

namespace {

template <typename T>
class Vector {
public:
    Vector() = default;
    Vector(const Vector &) = delete;
    Vector &operator=(const Vector &) = delete;

    ~Vector() {
        for (size_t i = 0; i < count; i++) {
            items[i].~T();
        }
        free(items);
    }

    void push(const T &item) {
        if (count == room) {
            grow();
        }
        new (&items[count++]) T(item);
    }

    void pop() { items[--count].~T(); }

    size_t size() const { return count; }
    bool empty() const { return count == 0; }
    T &operator[](size_t i) { return items[i]; }
    const T &operator[](size_t i) const { return items[i]; }
    T &last() { return items[count - 1]; }
    T *begin() { return items; }
    T *end() { return items + count; }

private:
    void grow() {
        room = room == 0 ? 4 : room * 2;
        T *moved = static_cast<T *>(malloc(room * sizeof(T)));
        for (size_t i = 0; i < count; i++) {
            new (&moved[i]) T(items[i]);
            items[i].~T();
        }
        free(items);
        items = moved;
    }

    T *items = nullptr;
    size_t count = 0;
    size_t room = 0;
};

// A binary heap; the smallest by Before comes first.
template <typename T, typename Before>
class Queue {
public:
    bool empty() const { return heap.empty(); }

    void push(const T &item) {
        heap.push(item);
        size_t at = heap.size() - 1;
        while (at > 0 && before(heap[at], heap[(at - 1) / 2])) {
            exchange(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    T pop() {
        T first = heap[0];
        heap[0] = heap.last();
        heap.pop();
        size_t at = 0;
        for (;;) {
            size_t child = 2 * at + 1;
            if (child >= heap.size()) {
                break;
            }
            if (child + 1 < heap.size() && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], heap[at])) {
                break;
            }
            exchange(at, child);
            at = child;
        }
        return first;
    }

private:
    void exchange(size_t a, size_t b) {
        T t = heap[a];
        heap[a] = heap[b];
        heap[b] = t;
    }

    Vector<T> heap;
    Before before;
};

class Gate;

struct Wire {
    bool level = false;
    bool changing = false; // an event that will reverse the level is waiting
    uint32_t cancelled = 0; // so many events of this wire were called off
    Vector<Gate *> readers;
};

class Gate {
public:
    Gate(Wire *output, unsigned delay) : output(output), delay(delay) {}
    virtual ~Gate() = default;
    virtual bool evaluate() const = 0;
    virtual const char *name() const = 0;

    Wire *const output;
    const unsigned delay; // in units of simulated time
};

class Inverter final : public Gate {
public:
    Inverter(Wire *output, Wire *input) : Gate(output, 1), input(input) {}
    bool evaluate() const override { return !input->level; }
    const char *name() const override { return "not"; }

private:
    Wire *input;
};

// A gate with two inputs; what it computes is a function object.
template <typename Function>
class BinaryGate final : public Gate {
public:
    BinaryGate(Wire *output, Wire *a, Wire *b) : Gate(output, Function::delay), a(a), b(b) {}
    bool evaluate() const override { return Function::of(a->level, b->level); }
    const char *name() const override { return Function::name(); }

private:
    Wire *a;
    Wire *b;
};

struct And {
    static constexpr unsigned delay = 2;
    static bool of(bool a, bool b) { return a && b; }
    static const char *name() { return "and"; }
};

struct Or {
    static constexpr unsigned delay = 2;
    static bool of(bool a, bool b) { return a || b; }
    static const char *name() { return "or"; }
};

struct Xor {
    static constexpr unsigned delay = 3;
    static bool of(bool a, bool b) { return a != b; }
    static const char *name() { return "xor"; }
};

// Takes over the level of d when the clock rises.
class FlipFlop final : public Gate {
public:
    FlipFlop(Wire *output, Wire *d, Wire *clock) : Gate(output, 4), d(d), clock(clock) {}

    bool evaluate() const override {
        if (clock->level && !clock_was) {
            stored = d->level;
        }
        clock_was = clock->level;
        return stored;
    }

    const char *name() const override { return "flip-flop"; }

private:
    Wire *d;
    Wire *clock;
    mutable bool clock_was = false;
    mutable bool stored = false;
};

struct Event {
    uint64_t time;
    uint64_t order; // events of the same time happen in the order in which they were scheduled
    Wire *wire;
    // of the wire when the event was scheduled: it is void if there are more now
    uint32_t cancelled;
};

struct Earlier {
    bool operator()(const Event &a, const Event &b) const {
        return a.time != b.time ? a.time < b.time : a.order < b.order;
    }
};

class Circuit {
public:
    ~Circuit() {
        for (Gate *gate : gates) {
            delete gate;
        }
        for (Wire *wire : wires) {
            delete wire;
        }
    }

    Wire *wire() {
        wires.push(new Wire);
        return wires.last();
    }

    template <typename G, typename... Inputs>
    Wire *add(Inputs... inputs) {
        Wire *output = wire();
        attach(new G(output, inputs...), inputs...);
        return output;
    }

    // As add, with an output wire that exists already, for feedback.
    template <typename G, typename... Inputs>
    void drive(Wire *output, Inputs... inputs) {
        attach(new G(output, inputs...), inputs...);
    }

    void set(Wire *wire, bool level) { schedule(wire, level, 0); }

    // Works until nothing changes any more.
    void settle() {
        while (!events.empty()) {
            Event event = events.pop();
            if (event.cancelled != event.wire->cancelled) {
                continue;
            }
            now = event.time;
            event.wire->level = !event.wire->level;
            event.wire->changing = false;
            changes++;
            for (Gate *gate : event.wire->readers) {
                schedule(gate->output, gate->evaluate(), gate->delay);
            }
        }
    }

    // Every gate computes once, so that the levels fit each other.
    void power_up() {
        for (Gate *gate : gates) {
            schedule(gate->output, gate->evaluate(), gate->delay);
        }
        settle();
    }

    void print_inventory(const char *title) {
        printf("%s: %zu wires, %zu gates:", title, wires.size(), gates.size());
        const char *names[] = {"not", "and", "or", "xor", "flip-flop"};
        for (const char *name : names) {
            int count = 0;
            for (Gate *gate : gates) {
                count += gate->name()[0] == name[0] && gate->name()[1] == name[1];
            }
            if (count > 0) {
                printf(" %d %s", count, name);
            }
        }
        printf("\n");
    }

    uint64_t now = 0;
    uint64_t changes = 0;

private:
    template <typename... Inputs>
    void attach(Gate *gate, Inputs... inputs) {
        gates.push(gate);
        Wire *list[] = {inputs...};
        for (Wire *input : list) {
            input->readers.push(gate);
        }
    }

    // A gate is inert: a change that is revoked before it comes through never happens.
    void schedule(Wire *wire, bool level, unsigned delay) {
        if (level == (wire->level != wire->changing)) {
            return;
        }
        if (wire->changing) {
            wire->changing = false;
            wire->cancelled++;
        } else {
            wire->changing = true;
            events.push(Event{now + delay, event_count++, wire, wire->cancelled});
        }
    }

    Vector<Wire *> wires;
    Vector<Gate *> gates;
    Queue<Event, Earlier> events;
    uint64_t event_count = 0;
};

struct SumAndCarry {
    Wire *sum;
    Wire *carry;
};

SumAndCarry full_adder(Circuit &c, Wire *a, Wire *b, Wire *carry) {
    Wire *half = c.add<BinaryGate<Xor>>(a, b);
    Wire *both = c.add<BinaryGate<And>>(a, b);
    Wire *passed = c.add<BinaryGate<And>>(half, carry);
    return {c.add<BinaryGate<Xor>>(half, carry), c.add<BinaryGate<Or>>(both, passed)};
}

template <int BITS>
class Multiplier {
public:
    Multiplier() {
        Wire *zero = circuit.wire();
        for (int i = 0; i < BITS; i++) {
            a[i] = circuit.wire();
            b[i] = circuit.wire();
        }
        Wire *row[BITS];
        for (int i = 0; i < BITS; i++) {
            row[i] = zero;
        }
        Wire *top = zero;
        for (int j = 0; j < BITS; j++) { // add a * b[j] to what is there, one place to the left
            Wire *carry = zero;
            for (int i = 0; i < BITS; i++) {
                Wire *product = circuit.add<BinaryGate<And>>(a[i], b[j]);
                SumAndCarry s = full_adder(circuit, product, i + 1 < BITS ? row[i + 1] : top,
                        carry);
                row[i] = s.sum;
                carry = s.carry;
            }
            top = carry;
            result[j] = row[0];
        }
        for (int i = 1; i < BITS; i++) {
            result[BITS + i - 1] = row[i];
        }
        result[2 * BITS - 1] = top;
        circuit.power_up();
    }

    uint64_t multiply(uint64_t x, uint64_t y) {
        for (int i = 0; i < BITS; i++) {
            circuit.set(a[i], x >> i & 1);
            circuit.set(b[i], y >> i & 1);
        }
        circuit.settle();
        uint64_t product = 0;
        for (int i = 0; i < 2 * BITS; i++) {
            product |= static_cast<uint64_t>(result[i]->level) << i;
        }
        return product;
    }

    Circuit circuit;

private:
    Wire *a[BITS];
    Wire *b[BITS];
    Wire *result[2 * BITS];
};

// x^16 + x^14 + x^13 + x^11 + 1, inverted so that the state of zeros is no trap.
class ShiftRegister {
public:
    static constexpr int BITS = 16;

    ShiftRegister() {
        clock = circuit.wire();
        for (int i = 0; i < BITS; i++) {
            state[i] = circuit.wire();
        }
        Wire *first = circuit.add<BinaryGate<Xor>>(state[15], state[13]);
        Wire *second = circuit.add<BinaryGate<Xor>>(state[12], state[10]);
        Wire *both = circuit.add<BinaryGate<Xor>>(first, second);
        Wire *feedback = circuit.add<Inverter>(both);
        for (int i = 0; i < BITS; i++) {
            circuit.drive<FlipFlop>(state[i], i == 0 ? feedback : state[i - 1], clock);
        }
        circuit.power_up();
    }

    unsigned tick() {
        circuit.set(clock, true);
        circuit.settle();
        circuit.set(clock, false);
        circuit.settle();
        unsigned value = 0;
        for (int i = 0; i < BITS; i++) {
            value |= static_cast<unsigned>(state[i]->level) << i;
        }
        return value;
    }

    Circuit circuit;

private:
    Wire *clock;
    Wire *state[BITS];
};

} // namespace

int main(int argc, char **argv) {
    long products = number_argument(argc, argv, 1, 150);

    Multiplier<16> multiplier;
    multiplier.circuit.print_inventory("multiplier");
    uint64_t random = 5772156649;
    uint64_t sum = MIX_START;
    for (long i = 0; i < products; i++) {
        uint64_t x = next_random(&random) >> 20 & 0xffff;
        uint64_t y = next_random(&random) >> 20 & 0xffff;
        uint64_t product = multiplier.multiply(x, y);
        if (product != x * y) {
            printf("%lu * %lu gave %lu\n", (unsigned long)x, (unsigned long)y,
                    (unsigned long)product);
            return 1;
        }
        sum = mix(sum, product);
    }
    printf("%ld products, %lu changes in %lu units of time, checksum %016lx\n", products,
            (unsigned long)multiplier.circuit.changes, (unsigned long)multiplier.circuit.now,
            (unsigned long)sum);

    ShiftRegister shift_register;
    shift_register.circuit.print_inventory("shift register");
    unsigned model = 0;
    sum = MIX_START;
    for (long i = 0; i < products * 10; i++) {
        unsigned bit = ~(model >> 15 ^ model >> 13 ^ model >> 12 ^ model >> 10) & 1;
        model = (model << 1 | bit) & 0xffff;
        unsigned value = shift_register.tick();
        if (value != model) {
            printf("tick %ld: %04x instead of %04x\n", i, value, model);
            return 1;
        }
        sum = mix(sum, value);
    }
    printf("%ld ticks, %lu changes in %lu units of time, checksum %016lx\n", products * 10,
            (unsigned long)shift_register.circuit.changes,
            (unsigned long)shift_register.circuit.now, (unsigned long)sum);
    return 0;
}
