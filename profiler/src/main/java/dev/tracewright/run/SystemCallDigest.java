package dev.tracewright.run;

import dev.tracewright.linux.SyscallObserver;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests a process's system calls and output.
final class SystemCallDigest implements SyscallObserver {
    private final MessageDigest calls = sha256();
    private final MessageDigest output = sha256();
    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES);
    private long count;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void called(long number, long[] arguments, long result) {
        count++;
        add(calls, number);
        for (long argument : arguments) {
            add(calls, argument);
        }
        add(calls, result);
    }

    @Override
    public void wrote(int descriptor, ByteBuffer bytes) {
        add(output, descriptor);
        add(output, bytes.remaining());
        output.update(bytes.duplicate());
    }

    private void add(MessageDigest digest, long value) {
        word.clear();
        digest.update(word.putLong(value).array());
    }

    long count() {
        return count;
    }

    String calls() {
        return hex(calls);
    }

    String output() {
        return hex(output);
    }

    // A clone, because asking for the digest would end it.
    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }
}
