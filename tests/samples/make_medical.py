"""Makes the sample of what hospitals' scanners write, by pydicom: ``python tests/samples/make_medical.py``."""

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

HERE = Path(__file__).parent
SIDE = 96  # px


def main() -> None:
    """Write the sample beside this script."""
    scan().save_as(HERE / "sample.dcm", enforce_file_format=True)


def scan() -> FileDataset:
    """Water with a bone in it, in Hounsfield's units, seen through a window."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID = CTImageStorage, ExplicitVRLittleEndian
    meta.MediaStorageSOPInstanceUID = UID("2.25.1")
    made = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    made.SOPClassUID, made.SOPInstanceUID = CTImageStorage, UID("2.25.1")
    made.PatientName, made.Modality = "Sample^Пример", "CT"
    made.SpecificCharacterSet = "ISO_IR 192"
    made.Rows = made.Columns = SIDE
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.BitsAllocated, made.BitsStored, made.HighBit, made.PixelRepresentation = 16, 12, 11, 0
    made.RescaleIntercept, made.RescaleSlope = -1024, 1
    made.WindowCenter, made.WindowWidth = 200, 1000
    made.PixelData = values().astype("<u2").tobytes()
    return made


def values() -> Any:
    """What the scanner measured, from 0 for air."""
    y, x = np.mgrid[:SIDE, :SIDE] - SIDE / 2
    body = np.where(np.hypot(x, y) < SIDE * 0.45, 1024, 0)
    return np.where(np.hypot(x - 12, y) < 10, 1900, body)


if __name__ == "__main__":
    main()
