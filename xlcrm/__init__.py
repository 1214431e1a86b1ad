"""xlcrm turns a sales manager's workbook into a CRM."""
