package io.streamgauge.checkpoint.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The local file system, below some roots: {@code /a/b}, {@code file:/a/b} and {@code file:///a/b} name the same file. Nothing outside of
 * the roots is opened or listed; symbolic links are followed as long as what they lead to is below a root.
 */
public final class LocalStorage implements Storage {
    private final List<Path> roots;

    /**
     * What is below some directories.
     *
     * @param roots need not exist yet; one that is itself a symbolic link stands for what it leads to
     */
    public LocalStorage(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /** In no particular order. Links that lead nowhere or out of the roots are left out. */
    @Override
    public List<StoredFile> list(String directory) throws IOException {
        Path real = realPath(directory);
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        List<StoredFile> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
            for (Path entry : entries) {
                try {
                    Path target = contained(entry.toRealPath(), entry.toString());
                    BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
                    found.add(new StoredFile(
                            prefix + entry.getFileName(),
                            attributes.isDirectory(),
                            attributes.isDirectory() ? 0 : attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
                } catch (NoSuchFileException | AccessDeniedException e) {
                    // Deleted since it was listed, or a link that leads out.
                }
            }
        }
        return found;
    }

    @Override
    public ByteSource open(String file) throws IOException {
        Path real = realPath(file);
        if (!Files.isRegularFile(real)) {
            throw new FileSystemException(file, null, "expected a file, found a directory or a device");
        }
        return new LocalFile(file, real);
    }

    private Path realPath(String text) throws IOException {
        StoragePath path;
        try {
            path = StoragePath.parse(text);
        } catch (InvalidPathException e) {
            throw (AccessDeniedException) new AccessDeniedException(text, null, e.getReason()).initCause(e);
        }
        if (path.scheme() != null) {
            throw new AccessDeniedException(text, null, "expected a path of the local file system");
        }
        Path local = Path.of(path.path());
        // Before anything is looked up, so that errors do not tell what exists outside of the roots.
        if (roots.stream().noneMatch(local::startsWith) && !isBelowRealRoot(local)) {
            throw new AccessDeniedException(text, null, "outside of " + roots);
        }
        return contained(local.toRealPath(), text);
    }

    private Path contained(Path real, String text) throws IOException {
        if (!isBelowRealRoot(real)) {
            throw new AccessDeniedException(text, null, "leads to " + real + ", outside of " + roots);
        }
        return real;
    }

    private boolean isBelowRealRoot(Path path) {
        for (Path root : roots) {
            try {
                if (path.startsWith(root.toRealPath())) {
                    return true;
                }
            } catch (IOException e) {
                // A root that does not exist holds nothing.
            }
        }
        return false;
    }
}
