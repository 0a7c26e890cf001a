// Exceptions: thrown through frames with destructors, rethrown, nested, carried across as
// exception_ptr, thrown by the library; dynamic_cast and typeid.
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

namespace {

int destroyed = 0;

struct Guard {
    ~Guard() { destroyed++; }
};

struct ParseError : std::runtime_error {
    ParseError(const std::string &what, int line) : std::runtime_error(what), line(line) {}
    int line;
};

struct Shape {
    virtual ~Shape() = default;
    virtual double area() const = 0;
};

struct Square : Shape {
    explicit Square(double side) : side(side) {}
    double area() const override { return side * side; }
    double side;
};

struct Named {
    virtual ~Named() = default;
    std::string name = "disc";
};

struct Disc : Shape, Named {
    double area() const override { return 3.0; }
};

__attribute__((noinline)) int descend(int depth, int limit) {
    Guard guard;
    std::string text(static_cast<size_t>(depth % 40), 'x');
    if (depth == limit) {
        throw ParseError("too deep", depth);
    }
    return descend(depth + 1, limit) + static_cast<int>(text.size());
}

__attribute__((noinline)) int classify(int n) {
    switch (n % 5) {
        case 0: throw n;
        case 1: throw std::string("text");
        case 2: throw std::out_of_range("range");
        case 3: throw ParseError("parse", n);
        default: return n;
    }
}

void print_nested(const std::exception &e, int level) {
    std::printf("%*s%s\n", level * 2, "", e.what());
    try {
        std::rethrow_if_nested(e);
    } catch (const std::exception &inner) {
        print_nested(inner, level + 1);
    }
}

void open_document() {
    try {
        descend(0, 3);
    } catch (...) {
        std::throw_with_nested(std::logic_error("cannot open the document"));
    }
}

} // namespace

int main() {
    try {
        descend(0, 500);
    } catch (const std::runtime_error &e) {
        const auto *parse_error = dynamic_cast<const ParseError *>(&e);
        std::printf("%s at %d, %d destroyed\n", e.what(), parse_error ? parse_error->line : -1,
                destroyed);
    }

    long counts[5] = {};
    for (int i = 0; i < 2000; i++) {
        try {
            counts[0] += classify(i) >= 0;
        } catch (int) {
            counts[1]++;
        } catch (const std::string &) {
            counts[2]++;
        } catch (const std::logic_error &) {
            counts[3]++;
        } catch (const std::exception &) {
            counts[4]++;
        }
    }
    std::printf("%ld %ld %ld %ld %ld\n", counts[0], counts[1], counts[2], counts[3], counts[4]);

    try {
        open_document();
    } catch (const std::exception &e) {
        print_nested(e, 0);
    }

    std::exception_ptr kept;
    try {
        std::vector<int>(3).at(7);
    } catch (...) {
        kept = std::current_exception();
    }
    try {
        std::rethrow_exception(kept);
    } catch (const std::out_of_range &) {
        std::printf("kept: out of range\n");
    }

    try {
        try {
            throw 1;
        } catch (int) {
            Guard guard;
            throw;
        }
    } catch (int n) {
        std::printf("rethrown %d, %d uncaught\n", n, std::uncaught_exceptions());
    }

    try {
        std::unique_ptr<Shape> shape = std::make_unique<Square>(2.0);
        std::printf("%.1f\n", dynamic_cast<Disc &>(*shape).area());
    } catch (const std::bad_cast &) {
        std::printf("bad cast\n");
    }
    Disc disc;
    Shape *shape = &disc;
    auto *named = dynamic_cast<Named *>(shape); // across the hierarchy
    std::printf("%s %d %d\n", named->name.c_str(), typeid(*shape) == typeid(Disc),
            dynamic_cast<Square *>(shape) == nullptr);
    std::printf("%d destroyed\n", destroyed);
    return 0;
}
