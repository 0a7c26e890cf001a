// C++: virtual calls on objects of mixed classes, templates, a visitor, a container of our own that grows.
//
//   shapes [ROUNDS]
#include "../../common/sample.h"

namespace {

template <typename T>
class List {
  public:
    ~List() { free(items); }

    void add(T item) {
        if (count == room) {
            room = room == 0 ? 8 : 2 * room;
            items = static_cast<T *>(realloc(items, room * sizeof(T)));
        }
        items[count++] = item;
    }

    T *begin() const { return items; }
    T *end() const { return items + count; }
    T &operator[](size_t i) { return items[i]; }
    size_t size() const { return count; }

  private:
    T *items = nullptr;
    size_t count = 0;
    size_t room = 0;
};

class Square;
class Box;
class Group;

class Visitor {
  public:
    virtual void square(const Square &) = 0;
    virtual void box(const Box &) = 0;
    virtual void group(const Group &) = 0;
};

class Shape {
  public:
    virtual ~Shape() {}
    virtual int64_t area() const = 0;
    virtual bool contains(int x, int y) const = 0;
    virtual void move(int dx, int dy) = 0;
    virtual void accept(Visitor &visitor) const = 0;
};

class Square : public Shape {
  public:
    Square(int x, int y, int side) : x(x), y(y), side(side) {}
    int64_t area() const override { return static_cast<int64_t>(side) * side; }
    bool contains(int px, int py) const override {
        return px >= x && px < x + side && py >= y && py < y + side;
    }
    void move(int dx, int dy) override {
        x += dx;
        y += dy;
    }
    void accept(Visitor &visitor) const override { visitor.square(*this); }

    int x, y, side;
};

class Box : public Shape {
  public:
    Box(int x, int y, int width, int height) : x(x), y(y), width(width), height(height) {}
    int64_t area() const override { return static_cast<int64_t>(width) * height; }
    bool contains(int px, int py) const override {
        return static_cast<unsigned>(px - x) < static_cast<unsigned>(width) &&
                static_cast<unsigned>(py - y) < static_cast<unsigned>(height);
    }
    void move(int dx, int dy) override {
        x += dy;
        y += dx;
    }
    void accept(Visitor &visitor) const override { visitor.box(*this); }

    int x, y, width, height;
};

class Group : public Shape {
  public:
    ~Group() override {
        for (Shape *shape : members) {
            delete shape;
        }
    }
    int64_t area() const override {
        int64_t sum = 0;
        for (const Shape *shape : members) {
            sum += shape->area();
        }
        return sum;
    }
    bool contains(int px, int py) const override {
        for (const Shape *shape : members) {
            if (shape->contains(px, py)) {
                return true;
            }
        }
        return false;
    }
    void move(int dx, int dy) override {
        for (Shape *shape : members) {
            shape->move(dx, -dy);
        }
    }
    void accept(Visitor &visitor) const override { visitor.group(*this); }

    List<Shape *> members;
};

// Counts what there is and mixes where it lies.
class Census : public Visitor {
  public:
    void square(const Square &square) override {
        squares++;
        sum = mix(sum, static_cast<uint64_t>(square.x * 31 + square.y));
    }
    void box(const Box &box) override {
        boxes++;
        sum = mix(sum, static_cast<uint64_t>(box.x ^ box.y << 7));
    }
    void group(const Group &group) override {
        groups++;
        for (const Shape *shape : group.members) {
            shape->accept(*this);
        }
    }

    int squares = 0, boxes = 0, groups = 0;
    uint64_t sum = MIX_START;
};

Shape *make(uint64_t &random, int depth) {
    uint64_t r = next_random(&random);
    int x = static_cast<int>(r & 1023);
    int y = static_cast<int>(r >> 10 & 1023);
    int size = 1 + static_cast<int>(r >> 20 & 63);
    if (depth > 0 && (r >> 60) < 5) {
        auto *group = new Group();
        for (int i = 2 + static_cast<int>(r >> 40 & 3); i > 0; i--) {
            group->members.add(make(random, depth - 1));
        }
        return group;
    }
    if ((r >> 60) & 1) {
        return new Square(x, y, size);
    }
    return new Box(x, y, size, 1 + static_cast<int>(r >> 30 & 63));
}

template <typename T, typename Less>
void heap_sort(List<T> &list, Less less) {
    auto sift = [&](size_t at, size_t size) {
        T item = list[at];
        for (size_t child; (child = 2 * at + 1) < size; at = child) {
            child += child + 1 < size && less(list[child], list[child + 1]);
            if (!less(item, list[child])) {
                break;
            }
            list[at] = list[child];
        }
        list[at] = item;
    };
    for (size_t i = list.size() / 2; i-- > 0;) {
        sift(i, list.size());
    }
    for (size_t size = list.size(); size > 1;) {
        T first = list[0];
        list[0] = list[--size];
        list[size] = first;
        sift(0, size);
    }
}

struct Weighed {
    int64_t area;
    uint32_t index;
};

} // namespace

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 760);
    uint64_t random = 173205;
    uint64_t sum = MIX_START;
    int last = 0;
    for (long round = 0; round < rounds; round++) {
        List<Shape *> scene;
        for (int i = 0; i < 400; i++) {
            scene.add(make(random, 3));
        }
        int hits = 0;
        for (int step = 0; step < 60; step++) {
            uint64_t r = next_random(&random);
            int x = static_cast<int>(r & 1023);
            int y = static_cast<int>(r >> 10 & 1023);
            for (Shape *shape : scene) {
                hits += shape->contains(x, y);
                shape->move(static_cast<int>(r >> 62) - 1, static_cast<int>(r >> 50 & 3) - 1);
            }
        }
        List<Weighed> weighed;
        for (Shape *shape : scene) {
            weighed.add({shape->area(), static_cast<uint32_t>(weighed.size())});
        }
        heap_sort(weighed, [](const Weighed &a, const Weighed &b) {
            return a.area != b.area ? a.area < b.area : a.index < b.index;
        });
        Census census;
        for (Shape *shape : scene) {
            shape->accept(census);
            delete shape;
        }
        sum = mix(sum, census.sum + static_cast<uint64_t>(hits));
        sum = mix(sum, static_cast<uint64_t>(weighed[weighed.size() / 2].area));
        last = census.squares + census.boxes + census.groups;
    }
    printf("%d shapes in the last scene\n%ld rounds: checksum %016lx\n", last, rounds,
            static_cast<unsigned long>(sum));
    return 0;
}
