//! The log on disk: `requests.jsonl`, and older ones as `requests.1.jsonl` and so on.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Files that are kept, the current one included.
const FILES_MAX: u64 = 4;

/// The files of a log, open for appending.
#[derive(Debug)]
pub(super) struct Files {
    dir: PathBuf,
    current: BufWriter<File>,
    length: u64,
    file_bytes_max: u64,
}

impl Files {
    /// Opens the files in `dir`, which is made where it does not exist. All of them together stay below `bytes_max`.
    pub(super) fn open(dir: &Path, bytes_max: u64) -> io::Result<Files> {
        fs::create_dir_all(dir)?;
        let (current, length) = append(&path(dir, 0))?;
        Ok(Files { dir: dir.to_owned(), current, length, file_bytes_max: (bytes_max / FILES_MAX).max(1) })
    }

    /// Hands each line of the files to `line`, the oldest first. Files that cannot be read are passed over.
    pub(super) fn read_back(dir: &Path, line: &mut dyn FnMut(&[u8])) {
        for number in (0..FILES_MAX).rev() {
            let Ok(file) = File::open(path(dir, number)) else { continue };
            let mut reader = BufReader::new(file);
            let mut bytes = Vec::new();
            while matches!(reader.read_until(b'\n', &mut bytes), Ok(1..)) {
                line(&bytes);
                bytes.clear();
            }
        }
    }

    /// Appends a line; [`Files::flush`] hands it to the system.
    pub(super) fn append(&mut self, line: &[u8]) -> io::Result<()> {
        if self.length > 0 && self.length + line.len() as u64 > self.file_bytes_max {
            self.rotate()?;
        }
        self.current.write_all(line)?;
        self.length += line.len() as u64;
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.current.flush()
    }

    fn rotate(&mut self) -> io::Result<()> {
        self.current.flush()?;
        for number in (0..FILES_MAX - 1).rev() {
            match fs::rename(path(&self.dir, number), path(&self.dir, number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        (self.current, self.length) = append(&path(&self.dir, 0))?;
        Ok(())
    }
}

fn path(dir: &Path, number: u64) -> PathBuf {
    match number {
        0 => dir.join("requests.jsonl"),
        number => dir.join(format!("requests.{number}.jsonl")),
    }
}

/// Opens a file at its end, only for its owner to read, and closes a line that a dying process has left open.
fn append(path: &Path) -> io::Result<(BufWriter<File>, u64)> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let mut length = file.metadata()?.len();
    if length > 0 && !ends_with_newline(path)? {
        file.write_all(b"\n")?;
        length += 1;
    }
    Ok((BufWriter::with_capacity(64 * 1024, file), length))
}

fn ends_with_newline(path: &Path) -> io::Result<bool> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
