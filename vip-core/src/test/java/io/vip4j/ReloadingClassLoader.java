/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import java.io.IOException;
import java.io.InputStream;

/** Loads a part of vip4j anew, in a world in which a library is missing. */
public final class ReloadingClassLoader extends ClassLoader {

    private final String anew;
    private final String missing;

    /**
     * A loader above that of the tests.
     *
     * @param anew how the names of classes begin that are loaded anew
     * @param missing how the names of classes begin that are not there
     */
    public ReloadingClassLoader(String anew, String missing) {
        super(ReloadingClassLoader.class.getClassLoader());
        this.anew = anew;
        this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(missing)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(anew)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] octets = file.readAllBytes();
            return defineClass(name, octets, 0, octets.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
