/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import io.vip4j.spi.PlatformException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The loaded C library. Loading takes some hundred milliseconds and happens once, when the class is initialized, which
 * {@link #load} does at a time of the caller's choice.
 */
final class NativeLibrary {

    /** LP64 with the generic numbers of the kernel; others differ in structures, error or option numbers. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private NativeLibrary() {}

    /**
     * Loads the library if that has not happened yet.
     *
     * @throws PlatformException if this is not Linux on x86_64 or aarch64, or if native code cannot be loaded
     */
    static void load() {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux")) {
            throw new PlatformException(
                    "the Linux platform needs Linux, this is " + system + ": use the simulated LAN of vip-core here");
        }
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!ARCHITECTURES.contains(architecture)) {
            throw new PlatformException("the Linux platform needs x86_64 or aarch64, this is " + architecture);
        }
        try {
            Loaded.LIBC.close(-1);
        } catch (LinkageError | RuntimeException e) {
            throw new PlatformException(
                    "the native part of jnr-ffi could not be loaded (" + rootMessage(e) + "): " + "java.io.tmpdir "
                            + System.getProperty("java.io.tmpdir")
                            + " must be writable and not mounted noexec, or name a directory that is by"
                            + " -Djffi.extract.dir=DIR; on JDK 24 and later allow native access by"
                            + " --enable-native-access=ALL-UNNAMED",
                    e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse("");
    }

    static LibC libc() {
        return Loaded.LIBC;
    }

    /** The error number of the last call of this thread; 0 to 4095. */
    static int errno() {
        return Loaded.RUNTIME.getLastError();
    }

    /** Where a direct buffer lies; index 0 of the buffer, whatever its position. */
    static long address(ByteBuffer direct) {
        return Pointer.wrap(Loaded.RUNTIME, direct.duplicate().clear()).address();
    }

    /** Initialized on first use, so that {@link #load} can turn a failure into a sentence. */
    private static final class Loaded {
        static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
        static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

        private Loaded() {}
    }
}
