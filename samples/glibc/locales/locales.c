// Wide characters, multibyte conversion and locales of a static program.
#define _GNU_SOURCE
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <monetary.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

int main(void) {
    printf("%s\n", setlocale(LC_ALL, "C"));
    printf("%s\n", setlocale(LC_ALL, "xx_YY.nowhere") ? "found" : "no such locale");
    const char *utf8 = setlocale(LC_CTYPE, "C.UTF-8");
    printf("%s %s\n", utf8 ? utf8 : "none", nl_langinfo(CODESET));
    const char *text = "Gr\xc3\xbc\xc3\x9f" "e \xe2\x82\xac \xf0\x9d\x84\x9e";
    wchar_t wide[32];
    size_t n = mbstowcs(wide, text, 32);
    printf("%d", (int)n);
    for (size_t i = 0; i < n && n != (size_t)-1; i++) {
        printf(" %x", (unsigned)wide[i]);
    }
    printf("\n");
    char back[64];
    if (n != (size_t)-1) {
        size_t m = wcstombs(back, wide, sizeof back);
        printf("%d %d\n", (int)m, strcmp(back, text));
    }
    printf("%d %d\n", (int)mbstowcs(wide, "\xc3(", 32), errno == EILSEQ);
    wchar_t buffer[100];
    int length = swprintf(buffer, 100, L"%5d|%-8ls|%lc|%.3f|%La", 42, L"wide", L'x', 2.5, 1.5L);
    printf("%d %ls\n", length, buffer);
    printf("%d %d %d\n", !!iswalpha(L'z'), !!iswdigit(L'7'), !!iswspace(L' '));
    printf("%x %x\n", (unsigned)towupper(L'q'), (unsigned)towlower(L'Q'));
    wchar_t *end;
    printf("%ld %.4f %d\n", wcstol(L"-0x7fz", &end, 16), wcstod(L"3.25e2,", NULL), (int)*end);
    int a, count;
    double d;
    wchar_t word[16];
    count = swscanf(L"12 word 0.125", L"%d %15ls %lf", &a, word, &d);
    printf("%d %d %ls %g\n", count, a, word, d);
    wchar_t *state, line[] = L"one,two;three";
    for (wchar_t *t = wcstok(line, L",;", &state); t; t = wcstok(NULL, L",;", &state)) {
        printf("[%ls %d]", t, (int)wcslen(t));
    }
    printf("\n");
    struct lconv *conv = localeconv();
    printf("%s %d %d\n", conv->decimal_point, (int)strlen(conv->thousands_sep), conv->frac_digits);
    char money[40];
    printf("%d %s\n", (int)strfmon(money, sizeof money, "%.2n", 1234.567), money);
    time_t when = 1700000000;
    struct tm tm;
    char date[100];
    strftime(date, sizeof date, "%A %d %B %Y %H:%M:%S %j %U %G-W%V %p %% %c|%x|%X", gmtime_r(&when, &tm));
    puts(date);
    memset(&tm, 0, sizeof tm);
    char *rest = strptime("2024-02-29 23:59:58", "%Y-%m-%d %H:%M:%S", &tm);
    printf("%d %d %d %ld\n", rest && !*rest, tm.tm_yday, tm.tm_wday, (long)timegm(&tm));
    locale_t other = newlocale(LC_ALL_MASK, "POSIX", 0);
    printf("%d %s\n", other != 0, nl_langinfo_l(RADIXCHAR, other));
    freelocale(other);
    printf("%'d %d\n", 1234567, strcoll("a", "b") < 0);
    char sorted[20];
    printf("%d\n", (int)strxfrm(sorted, "collate", sizeof sorted));
    return 0;
}
