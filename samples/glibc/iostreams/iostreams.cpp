// iostreams: reading standard input, manipulators, string streams, states, an own operator<<.
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Point {
    int x, y;
};

std::ostream &operator<<(std::ostream &out, const Point &p) {
    return out << '(' << p.x << ", " << p.y << ')';
}

std::istream &operator>>(std::istream &in, Point &p) {
    char open, comma, close;
    if (in >> open >> p.x >> comma >> p.y >> close
            && (open != '(' || comma != ',' || close != ')')) {
        in.setstate(std::ios::failbit);
    }
    return in;
}

} // namespace

int main() {
    std::string title;
    std::getline(std::cin, title);
    std::cout << std::quoted(title) << std::endl;

    std::vector<double> numbers;
    for (double d; std::cin >> d;) {
        numbers.push_back(d);
    }
    std::cin.clear();
    std::string word;
    std::cin >> word;
    std::cout << numbers.size() << " numbers, then " << word << '\n';
    Point p{};
    while (std::cin >> p) {
        std::cout << p << ' ';
    }
    std::cout << (std::cin.eof() ? "end" : "no point") << '\n';

    std::cout << std::fixed << std::setprecision(3);
    for (double d : numbers) {
        std::cout << '|' << std::setw(14) << d << '|' << std::left << std::setw(14)
                  << std::setfill('.') << std::scientific << d << '|' << std::right
                  << std::setfill(' ') << std::fixed << std::defaultfloat << d << std::fixed
                  << '\n';
    }
    std::cout << std::hex << std::showbase << std::uppercase << 48879 << ' ' << std::oct << 511
              << ' ' << std::dec << std::showpos << 17 << std::noshowpos << ' ' << std::boolalpha
              << true << ' ' << std::internal << std::setfill('0') << std::setw(8) << -42 << '\n';

    std::ostringstream out;
    for (int i = 0; i < 1000; i++) {
        out << i * i << (i % 10 == 9 ? '\n' : ' ');
    }
    std::istringstream in(out.str());
    long sum = 0;
    int lines = 0;
    for (std::string line; std::getline(in, line); lines++) {
        std::istringstream fields(line);
        for (long n; fields >> n;) {
            sum += n;
        }
    }
    std::cout << std::setfill(' ') << lines << " lines, sum " << sum << '\n';

    std::istringstream bad("12x 99999999999 7");
    int first = 0, second = 0;
    bad >> first;
    bad.ignore(1);
    bad >> second;
    std::cout << first << ' ' << (second == std::numeric_limits<int>::max()) << ' ' << bad.fail()
            << '\n';
    std::wstringstream wide;
    wide << L"wide " << 42;
    std::cout << wide.str().size() << " wide characters" << std::endl;
    std::cerr << "";
    return std::cout.good() ? 0 : 1;
}
